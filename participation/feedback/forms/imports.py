"""A file of another system."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organisations.models import Organisation
from participation.feedback.enums import ImportFormat
from participation.feedback.rules.imports import MOST_BYTES
from participation.matters.enums import MatterKind
from participation.matters.forms import NamedField

KINDS = [
    (MatterKind.IDEA.value, pgettext_lazy("bring in", "Ideas, which everyone may see")),
    (MatterKind.FEEDBACK.value, pgettext_lazy("bring in", "Feedback, which only those who answer see")),
]


class ImportForm(forms.Form):
    organisation = NamedField(queryset=Organisation.objects.none(), label=_("Into which organisation"), empty_label=None)
    format = forms.ChoiceField(
        label=_("What kind of file it is"), choices=ImportFormat.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of file it is.")},
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where the matters come from"), max_length=60,
        help_text=_("The name of the other system. Use the same name each time, so that nothing comes twice."),
        error_messages={"required": _("Write where the matters come from.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("What the matters are"), choices=KINDS, initial=MatterKind.IDEA.value, widget=forms.RadioSelect)
    was_shown = forms.BooleanField(
        label=_("They have been public already"), required=False,
        help_text=_("Then they are shown at once. Otherwise a moderator reads each one first."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("File"), help_text=_("CSV or JSON in UTF-8, at most 5 MB and 5000 rows."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )  # fmt: skip

    def __init__(self, *args: Any, places: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=[place.pk for place in places]).order_by("name_fi")
        self.fields["organisation"].initial = places[0]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            text = _("The file is too large. It may be at most %(most)s MB. Divide it.")
            raise forms.ValidationError(text % {"most": MOST_BYTES // 1024 // 1024})
        return file

    def words(self) -> dict[str, Any]:
        """What the action takes, by name."""
        typed = self.cleaned_data
        file = typed["file"]
        return {
            "organisation": typed["organisation"], "format": ImportFormat(typed["format"]), "source": typed["source"], "data": file.read(),
            "file_name": file.name or "", "kind": MatterKind(typed["kind"]), "was_shown": typed["was_shown"],
        }  # fmt: skip
