"""Registers the app and puts its providers on the shelves."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "participation.feedback"
    label = "feedback"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from participation.feedback.actions.comments import bring_along, erase_commenter
        from participation.feedback.actions.moderation import erase_moderation
        from participation.feedback.enums import CommentEvent
        from participation.feedback.jobs import put_on_shelf
        from participation.feedback.queries.comments import discussion_of, own_comments
        from participation.feedback.queries.decisions import decision_section
        from participation.feedback.queries.duties import moderation_duties
        from participation.matters.actions import ON_MERGE
        from participation.matters.queries.discussion import DISCUSSION
        from participation.matters.queries.year import FIGURE_SECTIONS
        from people.queries import AUDIT_EVENTS, DESK_DUTIES, ERASERS, OWN_DATA

        put_on_shelf()
        AUDIT_EVENTS.put(CommentEvent)
        DESK_DUTIES.put(moderation_duties, queries=3)
        ERASERS.put(erase_moderation)
        FIGURE_SECTIONS.put(decision_section, queries=3)
        DISCUSSION.put(discussion_of, queries=3)
        ERASERS.put(erase_commenter)
        ON_MERGE.put(bring_along)
        OWN_DATA.put(own_comments, queries=1)
