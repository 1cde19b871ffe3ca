"""Which matters an official downloads."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organisations.models import Organisation
from participation.feedback.queries.taken import Wanted
from participation.matters.forms import NamedField
from portal.forms import DatePartsField

FORMS = [("xlsx", "Excel (XLSX)"), ("csv", "CSV")]


class TakeForm(forms.Form):
    organisation = NamedField(queryset=Organisation.objects.none(), label=_("Whose matters"), empty_label=None)
    first = DatePartsField(
        label=_("From which day"), required=False, help_text=_("The day on which the matter came. Empty: from the first.")
    )
    last = DatePartsField(label=_("Until which day"), required=False)
    form = forms.ChoiceField(label=_("Form of the file"), choices=FORMS, initial="xlsx", widget=forms.RadioSelect)
    with_contacts = forms.BooleanField(
        label=_("With the senders' e-mail addresses and phone numbers"), required=False,
        help_text=_("Only if you need them for answering. Tick this, and the audit trail says so."),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Sequence[Organisation], offers_contacts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=[place.pk for place in places]).order_by("name_fi")
        self.fields["organisation"].initial = places[0]
        if not offers_contacts:
            del self.fields["with_contacts"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("first") and cleaned.get("last") and cleaned["first"] > cleaned["last"]:
            self.add_error("last", pgettext_lazy("days", "The last day is before the first."))
        return cleaned

    def wanted(self) -> Wanted:
        typed = self.cleaned_data
        return Wanted(typed["organisation"], typed["first"], typed["last"], typed.get("with_contacts", False))
