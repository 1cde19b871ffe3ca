"""The steps of the desk as forms."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interfaces.contacts.models import Post
from organisations.models import Body, Organisation
from participation.matters.actions import DraftWords
from participation.matters.actions.attachments import Sent
from participation.matters.enums import DeclineReason, Outcome
from participation.matters.forms.attaching import AttachingForm
from participation.matters.forms.guarded import GuardedForm, NamedField, PostField, long_text, next_fields, note_field
from participation.matters.models import Draft, Matter
from participation.matters.queries import posts_for, receivers_for
from participation.matters.queries.colleagues import Colleague
from participation.matters.queries.desk_around import Meanwhile, meanwhile_of
from portal.forms import DatePartsField


class StepForm(GuardedForm):
    """A step at the desk. `version` is what the person saw, `token` makes a double click one step."""

    guarded: Sequence[str] = ("text", "note", "next_text", "came_of_it")

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter = matter
        self.has_changed_meanwhile = False

    def renew(self, matter: Matter) -> None:
        """Let what was typed be sent again on top of what somebody else did meanwhile."""
        data = self.data.copy()
        data["version"] = str(matter.version)
        self.matter, self.data = matter, data

    def meet(self, matter: Matter, draft: Draft | None) -> list[Meanwhile]:
        """What others did after the page was opened. What was typed may be sent again on top of it."""
        seen = self.cleaned_data["version"]
        self.renew(matter)
        return meanwhile_of(matter, draft, seen, None)

    def words(self) -> dict[str, Any]:
        """What the action takes, by name."""
        return dict(self.cleaned_data)

    def sent_files(self) -> list[Sent]:
        """What is kept with the step; most steps bring nothing along."""
        return []


class FilesStepForm(AttachingForm, StepForm):
    """A step that may bring pictures and documents along."""

    guarded = (*StepForm.guarded, "alt_1", "alt_2", "alt_3")

    def words(self) -> dict[str, Any]:
        return {name: value for name, value in super().words().items() if not name.startswith(("file_", "alt_"))}


class PublishForm(StepForm):
    pass


class DeclineForm(StepForm):
    reason = forms.ChoiceField(
        label=_("Why is the text not shown"), choices=DeclineReason.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )  # fmt: skip
    text = long_text(
        _("To the sender"), hint=_("Say what would have to be different, and how to ask for a review."), error=_("Tell the sender why."),
        rows=3,
    )  # fmt: skip

    def words(self) -> dict[str, Any]:
        return {**self.cleaned_data, "reason": DeclineReason(self.cleaned_data["reason"])}


class RouteForm(StepForm):
    post = PostField(
        queryset=Post.objects.none(), label=_("Who answers"), empty_label=_("Choose"), error_messages={"required": _("Choose who answers.")}
    )
    text = long_text(_("To the sender"), required=False, rows=2)
    note = note_field()

    def __init__(self, *args: Any, matter: Matter, posts: Sequence[Post] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, matter=matter, **kwargs)
        field = self.fields["post"]
        field.queryset = posts_for(matter.organisation)
        if posts is not None:
            field.choices = [("", field.empty_label), *((post.pk, field.label_from_instance(post)) for post in posts)]


class HandOverForm(StepForm):
    receiver = NamedField(
        queryset=Organisation.objects.none(), label=_("To whom"), empty_label=_("Choose"), error_messages={"required": _("Choose to whom.")}
    )
    post = PostField(
        queryset=Post.objects.none(), label=_("Who answers there"), required=False, empty_label=_("They choose themselves"),
        help_text=_("Proposed from the contacts of the topic."),
    )  # fmt: skip
    text = long_text(_("To the sender"), required=False, rows=2)
    note = note_field()

    def __init__(self, *args: Any, matter: Matter, other_side: Post | None = None, **kwargs: Any) -> None:
        super().__init__(*args, matter=matter, **kwargs)
        self.fields["receiver"].queryset = receivers_for(matter)
        if other_side is None:
            del self.fields["post"]
        else:
            field = self.fields["post"]
            field.queryset = Post.objects.filter(pk=other_side.pk)
            field.choices = [("", field.empty_label), (other_side.pk, field.label_from_instance(other_side))]


class AcceptForm(RouteForm):
    """The post of the receiver; the giver's proposal is chosen beforehand."""


class ReturnForm(StepForm):
    text = long_text(
        _("Why do you give it back"), hint=_("The sender reads this too. Say to whom the matter belongs, if you know it."),
        error=_("Tell why you give the matter back."), rows=3,
    )  # fmt: skip
    note = note_field()


class NotOursForm(StepForm):
    text = long_text(
        _("To whom does it belong, and where to turn"), hint=_("Name the authority or the company, and its phone or address."),
        error=_("Tell to whom the matter belongs and where to turn."), rows=3,
    )  # fmt: skip
    link = forms.URLField(label=_("Address of its page"), required=False, assume_scheme="https")
    note = note_field()


class PrepareForm(FilesStepForm):
    text = long_text(_("What is being found out"), required=False, hint=_("If the answer is late, tell why and give a new day."), rows=3)
    next_text, next_by = next_fields()
    note = note_field()


class OutcomeForm(FilesStepForm):
    """What was answered or decided, in one word and with what follows."""

    outcome = forms.ChoiceField(
        label=_("What is the answer"), choices=Outcome.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the answer is.")},
    )  # fmt: skip
    came_of_it = forms.CharField(
        label=_("What came of it, in one line"), required=False, max_length=160, help_text=_("For example: Six new lamps on a street.")
    )
    next_text, next_by = next_fields()

    def words(self) -> dict[str, Any]:
        return {**super().words(), "outcome": Outcome(self.cleaned_data["outcome"])}


class AnswerForm(OutcomeForm):
    """The answer, and the version of its draft that the writer saw (0 when there was none)."""

    draft = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    text = long_text(_("The answer"), hint=_("Short sentences. If the answer is no, say why."), error=_("Write the answer."), rows=7)
    note = note_field()

    field_order = ("version", "token", "draft", "text", "outcome", "came_of_it", "next_text", "next_by", "note")

    def meet(self, matter: Matter, draft: Draft | None) -> list[Meanwhile]:
        seen, seen_draft = self.cleaned_data["version"], self.cleaned_data.get("draft") or 0
        self.renew(matter)
        data = self.data.copy()
        data["draft"] = str(draft.version if draft else 0)
        self.data = data
        return meanwhile_of(matter, draft, seen, seen_draft)


class DraftForm(AnswerForm):
    """The same, as far as it has been written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
        self.fields["version"].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for number in range(1, self.slots + 1):
            if cleaned.get(f"file_{number}") is not None:
                self.add_error(f"file_{number}", _("A draft keeps no files. Save it without them, and add them when you send the answer."))
        return cleaned

    def draft_words(self) -> DraftWords:
        given = {name: self.cleaned_data.get(name) for name in ("text", "next_text", "next_by", "came_of_it", "note")}
        outcome = self.cleaned_data.get("outcome")
        return DraftWords(**given, outcome=Outcome(outcome) if outcome else None)


class DecideForm(OutcomeForm):
    body = NamedField(
        queryset=Body.objects.none(), label=_("Who decided"), empty_label=_("Choose"), error_messages={"required": _("Choose who decided.")}
    )
    decided_on = DatePartsField(label=_("Day of the decision"))
    paragraph = forms.CharField(
        label=pgettext_lazy("decision", "Section (§)"), required=False, max_length=20,
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
    )  # fmt: skip
    link = forms.URLField(label=_("Address of the minutes"), required=False, assume_scheme="https")
    text = long_text(_("What was decided"), required=False, rows=3)

    field_order = (
        "version", "token", "body", "decided_on", "paragraph", "link", "text", "outcome", "came_of_it", "next_text", "next_by",
    )  # fmt: skip

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, matter=matter, **kwargs)
        self.fields["body"].queryset = Body.objects.filter(organisation=matter.organisation).order_by("position", "name_fi")


class ImplementForm(FilesStepForm):
    text = long_text(_("How far the work is"), error=_("Tell how far the work is."), rows=3)
    came_of_it = forms.CharField(label=_("What came of it, in one line"), required=False, max_length=160)
    next_text = forms.CharField(
        label=pgettext_lazy("desk", "What happens next"), max_length=300, error_messages={"required": _("Tell what happens next.")}
    )
    next_by = DatePartsField(label=_("By which day"))


class DoneForm(FilesStepForm):
    came_of_it = forms.CharField(
        label=_("What came of it, in one line"), max_length=160, error_messages={"required": _("Say in one line what came of it.")}
    )
    text = long_text(_("What was done"), error=_("Tell what was done."), rows=3)
    next_text = forms.CharField(label=_("How the effect is looked at"), required=False, max_length=300)
    next_by = DatePartsField(label=_("By which day"), required=False)


class CheckForm(FilesStepForm):
    text = long_text(_("What changed"), hint=_("Also if nothing did."), error=_("Tell what changed."), rows=4)


class NoteForm(FilesStepForm):
    text = long_text(_("Internal note"), hint=_("Only the desks see this, never the sender."), error=_("Write the note first."), rows=3)
    mentioned = forms.MultipleChoiceField(
        label=_("Call colleagues to look"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("They see the note on their desk and get one e-mail."),
    )  # fmt: skip

    def __init__(self, *args: Any, matter: Matter, colleagues: Sequence[Colleague] = (), **kwargs: Any) -> None:
        super().__init__(*args, matter=matter, **kwargs)
        self.users = {str(colleague.user.pk): colleague.user for colleague in colleagues}
        self.fields["mentioned"].choices = [(str(colleague.user.pk), f"@ {colleague.label}") for colleague in colleagues]
        if not colleagues:
            del self.fields["mentioned"]

    def words(self) -> dict[str, Any]:
        called = [self.users[pk] for pk in self.cleaned_data.get("mentioned", [])]
        return {"text": self.cleaned_data["text"], "token": self.cleaned_data["token"], "mentioned": called}


class MergeForm(StepForm):
    """The word about joining; to which matter is in the address and in a hidden field of the page."""

    text = long_text(
        _("To the sender"), required=False, hint=_("For example: Another resident told the same. You get the same answer."), rows=2
    )
    note = note_field()
