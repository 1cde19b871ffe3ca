"""What residents and the desk type about a matter, cleaned to domain values. Texts are guarded against personal identity codes."""

from participation.matters.forms.desk import DeskFilterForm, FilterNameForm, MinuteForm, TemplateForm
from participation.matters.forms.guarded import (
    INSERT,
    REMOVE,
    SIMILAR,
    TEMPLATE,
    GuardedForm,
    NamedField,
    PostField,
    long_text,
    next_fields,
    note_field,
    with_code_removed,
    with_template,
    without_identity_codes,
)  # fmt: skip
from participation.matters.forms.path import EchoForm, ReviewForm, TrackForm
from participation.matters.forms.steps import (
    AcceptForm,
    AnswerForm,
    CheckForm,
    DecideForm,
    DeclineForm,
    DoneForm,
    DraftForm,
    HandOverForm,
    ImplementForm,
    MergeForm,
    NoteForm,
    NotOursForm,
    OutcomeForm,
    PrepareForm,
    PublishForm,
    ReturnForm,
    RouteForm,
    StepForm,
)  # fmt: skip

__all__ = [
    "INSERT", "REMOVE", "SIMILAR", "TEMPLATE", "AcceptForm", "AnswerForm", "CheckForm", "DecideForm", "DeclineForm", "DeskFilterForm",
    "DoneForm", "DraftForm", "EchoForm", "FilterNameForm", "GuardedForm", "HandOverForm", "ImplementForm", "MergeForm", "MinuteForm",
    "NamedField", "NotOursForm", "NoteForm", "OutcomeForm", "PostField", "PrepareForm", "PublishForm", "ReturnForm", "ReviewForm",
    "RouteForm", "StepForm", "TemplateForm", "TrackForm", "long_text", "next_fields", "note_field", "with_code_removed",
    "with_template", "without_identity_codes",
]  # fmt: skip
