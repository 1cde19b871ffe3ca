"""Writing a passage: the three languages side by side, and the version that was opened."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.rounds.models import Passage


class PassageForm(forms.Form):
    """`seen_version` goes out with the page and comes back: whoever saves an older text is told so."""

    text_fi = forms.CharField(
        label=_("Finnish"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One paragraph or list item a line."),
    )
    text_sv = forms.CharField(
        label=_("Swedish"), required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 8, "lang": "sv"})
    )
    text_en = forms.CharField(
        label=_("English"), required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 8, "lang": "en"})
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=200)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @classmethod
    def of(cls, passage: Passage | None) -> "PassageForm":
        """The form as it opens: the saved words and their version."""
        if passage is None:
            return cls(initial={"seen_version": 0})
        fields = {name: getattr(passage, name) for name in ("text_fi", "text_sv", "text_en", "source")}
        return cls(initial={**fields, "seen_version": passage.version})

    def texts(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"text_{language}"] for language in ("fi", "sv", "en")}
