"""What a resident types to find a path, and what a sender tells of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.matters.enums import Helped
from participation.matters.forms.guarded import GuardedForm, long_text
from participation.matters.rules import parse_code


class TrackForm(forms.Form):
    """The tracking code as somebody remembers it. Cleans to the code in its one written form."""

    code = forms.CharField(
        label=_("Tracking code"),
        help_text=_("For example KUU-7F4K-29XH. Capitals, spaces and dashes do not matter."),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}),
        error_messages={"required": _("Write your tracking code.")},
    )  # fmt: skip

    def clean_code(self) -> str:
        code = parse_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(_("A tracking code has eight letters and digits, such as KUU-7F4K-29XH. Check what you wrote."))
        return code


class ReviewForm(GuardedForm):
    """Why a text should be shown after all."""

    guarded = ("text",)

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    token = forms.UUIDField(widget=forms.HiddenInput)
    text = long_text(_("Why should the text be shown"), error=_("Tell why the text should be shown."), rows=4)


class EchoForm(GuardedForm):
    """Whether the answer helped. `can_reopen`: the matter has not been opened again before."""

    guarded = ("why",)

    helped = forms.ChoiceField(
        label=_("Did the answer help?"), choices=Helped.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the answer helped.")},
    )  # fmt: skip
    why = long_text(_("Would you like to tell why?"), required=False, hint=_("Only those who answer read this."), rows=4)
    reopen = forms.BooleanField(
        label=_("Open the matter again"), required=False,
        help_text=_("We look at it once more and answer again. Tell above what is still missing."),
    )  # fmt: skip

    def __init__(self, *args: Any, can_reopen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can_reopen:
            del self.fields["reopen"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reopen"):
            if cleaned.get("helped") not in (None, "", Helped.NO):
                self.add_error("reopen", _("Only a matter whose answer did not help is opened again."))
            elif not cleaned.get("why") and "why" not in self.errors:
                self.add_error("why", _("Tell what is still missing, so that we know what to answer."))
        return cleaned
