"""What is typed about the work of a winner. Each form's `facts` are what its action takes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.matters.actions.attachments import LONGEST_ALT
from participation.matters.forms.attaching import AttachmentField
from portal.forms import DatePartsField
from portal.languages import LANGUAGES

PICTURES = "image/jpeg,image/png,image/webp"


class WordsForm(forms.Form):
    """A text in three languages, of which Finnish is needed: fields `<stem>_fi`, `_sv`, `_en`."""

    stem = ""

    @property
    def words(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"{self.stem}_{language}"] for language in LANGUAGES}


class StageForm(WordsForm):
    stem = "text"
    text_fi = forms.CharField(
        label=_("What is done, in Finnish"), max_length=200, help_text=_("For example: The benches are ordered"),
        error_messages={"required": _("Write what is done in this stage.")},
    )  # fmt: skip
    text_sv = forms.CharField(label=_("What is done, in Swedish"), max_length=200, required=False)
    text_en = forms.CharField(label=_("What is done, in English"), max_length=200, required=False)
    planned_on = DatePartsField(label=_("Planned for"))

    @property
    def facts(self) -> dict[str, Any]:
        return {"words": self.words, "planned_on": self.cleaned_data["planned_on"]}


class StageDoneForm(forms.Form):
    milestone = forms.TypedChoiceField(
        label=_("Stage"), coerce=int, widget=forms.RadioSelect(), error_messages={"required": _("Choose the stage.")}
    )
    stage_done_on = DatePartsField(label=_("Done on"))

    def __init__(self, *args: Any, stages: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["milestone"].choices = stages

    @property
    def facts(self) -> dict[str, Any]:
        return {"milestone": self.cleaned_data["milestone"], "done_on": self.cleaned_data["stage_done_on"]}


class SpentForm(forms.Form):
    spent = forms.IntegerField(
        label=_("Euros used so far"), min_value=0, max_value=2_000_000_000,
        widget=forms.TextInput({"class": "govuk-input--width-10", "inputmode": "numeric"}),
        error_messages={"required": _("Write whole euros."), "invalid": _("Write whole euros."), "min_value": _("Write whole euros.")},
    )  # fmt: skip

    @property
    def facts(self) -> dict[str, Any]:
        return {"spent": self.cleaned_data["spent"]}


class PictureForm(WordsForm):
    stem = "alt"
    picture = AttachmentField(
        label=_("Picture"), help_text=_("JPEG, PNG or WebP, at most 10 MB. We remove the place and the time from it."),
        widget=forms.FileInput({"accept": PICTURES}), error_messages={"required": _("Choose a picture: JPEG, PNG or WebP.")},
    )  # fmt: skip
    alt_fi = forms.CharField(
        label=_("What the picture shows, in Finnish"), max_length=LONGEST_ALT, help_text=_("In a few words, for those who cannot see it."),
        error_messages={"required": _("Tell what the picture shows, for those who cannot see it.")},
    )  # fmt: skip
    alt_sv = forms.CharField(label=_("What the picture shows, in Swedish"), max_length=LONGEST_ALT, required=False)
    alt_en = forms.CharField(label=_("What the picture shows, in English"), max_length=LONGEST_ALT, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picture"].required = True

    def clean_picture(self) -> Any:
        upload = self.cleaned_data["picture"]
        if not upload.is_picture:
            raise forms.ValidationError(_("Choose a picture: JPEG, PNG or WebP."))
        return upload

    @property
    def facts(self) -> dict[str, Any]:
        return {"words": self.words, "upload": self.cleaned_data["picture"]}


class WorkDoneForm(forms.Form):
    done_on = DatePartsField(label=_("The proposal is done since"))

    @property
    def facts(self) -> dict[str, Any]:
        return {"done_on": self.cleaned_data["done_on"]}


class EffectForm(WordsForm):
    stem = "effect"
    effect_fi = forms.CharField(
        label=_("What changed, in Finnish"), max_length=2000, widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Tell what changed, also if nothing did.")},
    )  # fmt: skip
    effect_sv = forms.CharField(label=_("What changed, in Swedish"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4}))
    effect_en = forms.CharField(label=_("What changed, in English"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4}))

    @property
    def facts(self) -> dict[str, Any]:
        return {"words": self.words}


class NumberForm(forms.Form):
    """The one that a button stands beside: a stage or a picture to be removed."""

    number = forms.IntegerField(min_value=1)
