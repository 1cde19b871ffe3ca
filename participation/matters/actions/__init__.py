"""Every change of a matter, one verb each."""

from participation.matters.actions.answer import (
    answer_matter,
    check_effect,
    mark_done,
    record_decision,
    record_implementation,
)
from participation.matters.actions.desk import (
    Routed,
    Routing,
    add_note,
    begin_preparation,
    decline_matter,
    publish_matter,
    route_matter,
    route_matters,
    tell_not_ours,
)  # fmt: skip
from participation.matters.actions.door import Said, leave_matter, withdraw_matter
from participation.matters.actions.drafts import DraftWords, remove_draft, save_draft
from participation.matters.actions.echo import ask_whether_it_helped, tell_whether_it_helped
from participation.matters.actions.handing import accept_matter, hand_over, return_matter
from participation.matters.actions.keeping import (
    TemplateWords,
    assign_matter,
    keep_filter,
    remove_filter,
    remove_template,
    save_template,
    see_mentions,
)  # fmt: skip
from participation.matters.actions.merging import ON_MERGE, merge_matters
from participation.matters.actions.privacy import empty_contacts, erase_author
from participation.matters.actions.publishing import Timed, publish_due_drafts, time_draft, time_drafts, untime_draft
from participation.matters.actions.review import ask_for_review
from participation.matters.actions.supporting import count_supports, support_idea, withdraw_support

__all__ = [
    "ON_MERGE", "DraftWords", "Routed", "Routing", "Said", "TemplateWords", "Timed", "accept_matter", "add_note", "answer_matter",
    "ask_for_review", "ask_whether_it_helped", "assign_matter", "begin_preparation", "check_effect", "count_supports", "decline_matter",
    "empty_contacts", "erase_author", "hand_over", "keep_filter", "leave_matter", "mark_done", "merge_matters", "publish_due_drafts",
    "publish_matter", "record_decision", "record_implementation", "remove_draft", "remove_filter", "remove_template", "return_matter",
    "route_matter", "route_matters", "save_draft", "save_template", "see_mentions", "support_idea", "tell_not_ours",
    "tell_whether_it_helped", "time_draft", "time_drafts", "untime_draft", "withdraw_matter", "withdraw_support",
]  # fmt: skip
