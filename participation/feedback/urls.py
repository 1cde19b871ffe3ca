"""Named routes: the door for residents' own words, and the lists of ideas and of what came of them."""

from django.urls import URLPattern, path

from participation.feedback.views import comments, decisions, entering, feedback, ideas, moderation, outcomes

urlpatterns: list[URLPattern] = [
    path("tyopoyta/tarkistus/", moderation.moderation_queue, name="moderation_queue"),
    path("tyopoyta/tarkistus/sanat/<slug:slug>/", moderation.moderation_words, name="moderation_words"),
    path("tyopoyta/tarkistus/<str:kind>/<str:key>/", moderation.moderation_item, name="moderation_item"),
    path("asiat/<str:code>/kommentoi/", comments.comment_write, name="comment_write"),
    path("asiat/<str:code>/kommentit/<int:comment>/", moderation.comment_own, name="comment_own"),
    path("asiat/<str:code>/kommentit/<int:comment>/pois/", comments.comment_remove, name="comment_remove"),
    path("<slug:slug>/luvut/tarkistus/", decisions.decision_figures, name="decision_figures"),
    path("<slug:slug>/luvut/tarkistus/tiedosto.csv", decisions.decision_export, name="decision_export"),
    path("tyopoyta/kirjaa/", entering.desk_enter, name="desk_enter"),
    path("tyopoyta/kirjaa/valmis/", entering.desk_entered, name="desk_entered"),
    path("<slug:slug>/ideat/", ideas.idea_list, name="idea_list"),
    path("<slug:slug>/ideat/uusi/", feedback.idea_new, name="idea_new"),
    path("<slug:slug>/palaute/uusi/", feedback.feedback_new, name="feedback_new"),
    path("<slug:slug>/kiitos/", feedback.matter_received, name="matter_received"),
    path("<slug:slug>/mita-siita-tuli/", outcomes.outcome_list, name="outcome_list"),
]
