"""What those who run a round type about its course."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.budgeting.actions.changes import Reason
from participation.budgeting.enums import ChangeKind
from participation.budgeting.rules.moments import moment_at
from portal.forms import DatePartsField

NO_SUCH_TIME = _("There is no such time on that day: the clock is moved forward over it. Choose another time.")
REASONS = ("reason_fi", "reason_sv", "reason_en")


class ClockField(forms.TimeField):
    """A time of day as people write it: 16, 16.00 or 16:00."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example 16.00"))
        super().__init__(
            input_formats=["%H:%M", "%H.%M", "%H"],
            widget=forms.TimeInput({"class": "govuk-input--width-5", "autocomplete": "off"}, format="%H.%M"),
            error_messages={"required": _("Write the time of day."), "invalid": _("Write the time like 16.00.")}, **kwargs,
        )  # fmt: skip


def joined_moment(form: forms.Form, on: str, at: str, *, last: bool) -> datetime | None:
    """The moment of the form's day and time of day; a time that the clock skips becomes an error beside the field."""
    day, clock = form.cleaned_data.get(on), form.cleaned_data.get(at)
    if day is None or clock is None:
        return None
    moment = moment_at(day, clock, timezone.get_current_timezone(), last=last)
    if moment is None:
        form.add_error(at, NO_SUCH_TIME)
    return moment


class ChangeForm(forms.Form):
    """A later closing time where the kind has one, the reason in three languages, and the decision; `closing` and `reason` for actions."""

    closes_on = DatePartsField(label=_("New closing day"))
    closes_time = ClockField(label=_("New closing time"))
    reason_fi = forms.CharField(
        label=_("Reason in Finnish"), max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text=_("Everyone sees it: “Signing in did not work on the last day from 12 to 16.”"),
        error_messages={"required": _("Write the reason. Everyone sees it.")},
    )  # fmt: skip
    reason_sv = forms.CharField(label=_("Reason in Swedish"), max_length=500, required=False, widget=forms.Textarea({"rows": 3}))
    reason_en = forms.CharField(label=_("Reason in English"), max_length=500, required=False, widget=forms.Textarea({"rows": 3}))
    decision = forms.CharField(
        label=_("Decision"), max_length=200, required=False, help_text=_("Who decided and where it stands, for example “City board § 12”."),
        error_messages={"required": _("Write which decision opens the voting again, and its day.")},
    )  # fmt: skip
    decided_on = DatePartsField(label=_("Day of the decision"), required=False)

    def __init__(self, *args: Any, kind: ChangeKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == ChangeKind.CANCELLED:
            del self.fields["closes_on"], self.fields["closes_time"]
        if kind == ChangeKind.REOPENED:
            self.fields["decision"].required = self.fields["decided_on"].required = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["closes_at"] = joined_moment(self, "closes_on", "closes_time", last=True)
        return data

    @property
    def closing(self) -> dict[str, datetime]:
        return {"closes_at": self.cleaned_data["closes_at"]} if "closes_on" in self.fields else {}

    @property
    def reason(self) -> Reason:
        return Reason(**{name: self.cleaned_data[name] for name in (*REASONS, "decision", "decided_on")})
