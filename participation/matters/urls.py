"""Named routes: a matter's path for its sender and everyone, and the desk of those who answer."""

from django.urls import URLPattern, path

from participation.matters import views
from participation.matters.views import drafts, feeds, following, keeping, merging

urlpatterns: list[URLPattern] = [
    path("asiat/", views.matter_track, name="matter_track"),
    path("asiat/<str:code>/", views.matter_detail, name="matter_detail"),
    path("asiat/<str:code>/liitteet/<int:attachment>/", views.matter_attachment, name="matter_attachment"),
    path("asiat/<str:code>/liitteet/<int:attachment>/uusi-arvio/", views.file_review, name="file_review"),
    path("asiat/<str:code>/kannata/", views.matter_support, name="matter_support"),
    path("asiat/<str:code>/peru/", views.matter_withdraw, name="matter_withdraw"),
    path("asiat/<str:code>/auttoiko/", views.matter_echo, name="matter_echo"),
    path("asiat/<str:code>/uusi-arvio/", views.matter_review, name="matter_review"),
    path("<slug:slug>/luvut/", views.matter_figures, name="matter_figures"),
    path("<slug:slug>/luvut/<int:year>.<str:file_format>", views.matter_figures_export, name="matter_figures_export"),
    path("asiat/<str:code>/viestit/", following.matter_mails, name="matter_mails"),
    path("seuraa/<str:what>/<str:address>/", following.follow, name="follow"),
    path("seuratut/", following.follow_list, name="follow_list"),
    path("seuratut/vahvista/<str:token>/", following.follow_confirm, name="follow_confirm"),
    path("seuratut/lopeta/<str:token>/", following.follow_end, name="follow_end"),
    path("seuratut/<str:key>/", following.follower, name="follower"),
    path("syotteet/<str:what>/<str:address>.atom", feeds.feed, name="feed"),
    path("tyopoyta/", views.desk, name="desk"),
    path("tyopoyta/ohjaa/", views.desk_route, name="desk_route"),
    path("tyopoyta/luonnokset/", drafts.draft_list, name="draft_list"),
    path("tyopoyta/luonnokset/peru/", drafts.draft_untime, name="draft_untime"),
    path("tyopoyta/nakymat/", keeping.filter_list, name="filter_list"),
    path("tyopoyta/nakymat/uusi/", keeping.filter_keep, name="filter_keep"),
    path("tyopoyta/nakymat/<int:kept>/poista/", keeping.filter_remove, name="filter_remove"),
    path("tyopoyta/vastauspohjat/", keeping.template_list, name="template_list"),
    path("tyopoyta/vastauspohjat/uusi/", keeping.template_new, name="template_new"),
    path("tyopoyta/vastauspohjat/<int:template>/", keeping.template_edit, name="template_edit"),
    path("tyopoyta/vastauspohjat/<int:template>/poista/", keeping.template_remove, name="template_remove"),
    path("tyopoyta/asiat/<str:code>/", views.desk_matter, name="desk_matter"),
    path("tyopoyta/asiat/<str:code>/luonnos/", drafts.draft_save, name="draft_save"),
    path("tyopoyta/asiat/<str:code>/luonnos/poista/", drafts.draft_remove, name="draft_remove"),
    path("tyopoyta/asiat/<str:code>/tekija/", keeping.desk_assign, name="desk_assign"),
    path("tyopoyta/asiat/<str:code>/luettu/", keeping.desk_seen, name="desk_seen"),
    path("tyopoyta/asiat/<str:code>/yhdista/", merging.desk_merge, name="desk_merge"),
    path("tyopoyta/asiat/<str:code>/liitteet/<int:attachment>/", views.desk_file, name="desk_file"),
    path("tyopoyta/asiat/<str:code>/<str:step>/", views.desk_step, name="desk_step"),
]
