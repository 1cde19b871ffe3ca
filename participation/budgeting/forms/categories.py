"""The categories of a round as its keepers type them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.budgeting.actions.categories import CategoryPlan
from participation.budgeting.models import Category

SMALL = {"class": "govuk-input--width-4", "inputmode": "numeric"}


def limit(label: str, help_text: str = "", *, most: int = 500) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=help_text, required=False, min_value=1, max_value=most, widget=forms.TextInput(SMALL),
        error_messages={"invalid": _("Write a whole number, or leave it empty.")},
    )  # fmt: skip


class CategoryForm(forms.Form):
    """Names and limits; `plan` is what the action takes."""

    name_fi = forms.CharField(
        label=_("Name in Finnish"), max_length=100, error_messages={"required": _("Write the name of the category.")}
    )
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=100, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)
    max_choices = limit(
        _("How many of it a voter may choose in each area"), _("Only where the voter chooses a given number. Empty: no limit of its own.")
    )
    budget = limit(_("Most money in each area, in whole euros"), most=2_000_000_000)
    most = limit(_("Most proposals that are carried out in each area"))

    @property
    def plan(self) -> CategoryPlan:
        return CategoryPlan(**self.cleaned_data)


class RemoveForm(forms.Form):
    category = forms.IntegerField(min_value=1, max_value=2_000_000_000)


class SortForm(forms.Form):
    """A choice of category for each proposal; `places` is what the action takes."""

    def __init__(
        self, *args: Any, proposals: Sequence[tuple[int, str, int | None]], categories: Sequence[Category], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("No category")), *((str(one.pk), one.name) for one in categories)]
        self.ids = [number for number, _label, _category in proposals]
        for number, label, category in proposals:
            field = forms.ChoiceField(label=label, choices=choices, required=False, initial=str(category or ""))
            self.fields[f"category_{number}"] = field

    @property
    def places(self) -> dict[int, int | None]:
        return {n: int(word) if (word := self.cleaned_data[f"category_{n}"]) else None for n in self.ids}
