"""The plan of a round as its keepers type it: names and promise, days, who votes, and the areas with their money."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from participation.budgeting.actions.rounds import AreaPlan
from participation.budgeting.enums import VoterScope
from participation.budgeting.forms.rounds import ClockField, joined_moment
from participation.budgeting.rules.templates import DAYS, first_out_of_order
from portal.forms import DatePartsField

MOST_AREAS = 30
MORE_ROWS = 3  # empty ones after those that there are
AREA_NAMES = ("name_fi", "name_sv", "name_en")
PLAIN = ("plain_fi", "plain_sv", "plain_en")
NUMBER = {"class": "govuk-input--width-10", "inputmode": "numeric"}
OPTIONAL_DAYS = {
    "ideas_open_on": _("First day for ideas"),
    "ideas_close_on": _("Last day for ideas"),
    "co_creation_ends_on": _("Last day of working together"),
    "proposals_on": _("Day when the proposals are published"),
}
LATER_DAYS = {"results_on": _("Day when the result is decided"), "done_by": _("Everything is done by")}


def whole_euros(**kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        min_value=1, max_value=2_000_000_000, widget=forms.TextInput(NUMBER),
        error_messages={
            "invalid": _("Write whole euros as a number, for example 40000."), "min_value": _("Write whole euros, at least 1."),
        },
        **kwargs,
    )  # fmt: skip


class AreaRows(forms.Form):
    """Areas with their money, in rows of fields `area_<n>_…`; an empty row is no area. `areas` None: there are no rows to change."""

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_AREAS)

    def __init__(self, *args: Any, areas: Sequence[dict[str, Any]] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = self.data.get("rows", "") if self.is_bound else ""
        known = min(int(sent), MOST_AREAS) if sent.isdecimal() and len(sent) < 4 else min(len(areas or ()) + MORE_ROWS, MOST_AREAS)
        self.row_numbers = range(1, known + 1) if areas is not None else range(0)
        self.fields["rows"].initial = known
        for number in self.row_numbers:
            given = areas[number - 1] if areas and number <= len(areas) else {}
            for name, field in row_fields().items():
                field.initial = given.get(name)
                self.fields[f"area_{number}_{name}"] = field

    @property
    def area_rows(self) -> Sequence[tuple[int, Sequence[BoundField]]]:
        """Each row's number and its visible fields."""
        return [(n, [self[f"area_{n}_{name}"] for name in row_fields() if name != "slug"]) for n in self.row_numbers]

    def row(self, number: int) -> dict[str, Any]:
        return {name: self.cleaned_data.get(f"area_{number}_{name}") for name in row_fields()}

    def filled_rows(self) -> list[tuple[int, dict[str, Any]]]:
        rows = [(number, self.row(number)) for number in self.row_numbers]
        wrong = {number for number in self.row_numbers if f"area_{number}_budget" in self.errors}
        return [(n, row) for n, row in rows if n in wrong or any(row[name] for name in ("name_fi", "name_sv", "name_en", "budget"))]

    def check_rows(self) -> None:
        filled = self.filled_rows()
        if self.row_numbers and not filled:
            self.add_error("area_1_name_fi", _("A round needs at least one area with money."))
        names: set[str] = set()
        for number, row in filled:
            name = (row["name_fi"] or "").strip().lower()
            if not name:
                self.add_error(f"area_{number}_name_fi", _("Write the name of the area, or leave the whole row empty."))
            elif name in names:
                self.add_error(f"area_{number}_name_fi", _("Another area has the same name."))
            if not row["budget"] and f"area_{number}_budget" not in self.errors:
                self.add_error(f"area_{number}_budget", _("Write how much money the area has."))
            names.add(name)
        for number in [number for number, row in filled if row["is_whole"]][1:]:
            self.add_error(f"area_{number}_is_whole", _("Only one area can be the whole municipality."))

    @property
    def area_plans(self) -> list[AreaPlan]:
        """The areas in their order; a new one gets its address from its name."""
        filled = [row for _number, row in self.filled_rows()]
        plans: list[AreaPlan] = []
        for row in filled:
            used = {plan.slug for plan in plans}
            known = {other["slug"] for other in filled}
            slug = row["slug"] if row["slug"] and row["slug"] not in used else free_slug(row["name_fi"], used | known)
            plans.append(AreaPlan(slug, row["budget"], {name: row[name].strip() for name in AREA_NAMES}, row["is_whole"]))
        return plans


def row_fields() -> dict[str, forms.Field]:
    return {
        "slug": forms.SlugField(required=False, widget=forms.HiddenInput),
        "name_fi": forms.CharField(label=_("Name in Finnish"), max_length=200, required=False),
        "name_sv": forms.CharField(label=_("Name in Swedish"), max_length=200, required=False),
        "name_en": forms.CharField(label=_("Name in English"), max_length=200, required=False),
        "budget": whole_euros(label=_("Money in whole euros"), required=False),
        "is_whole": forms.BooleanField(label=_("This is the whole municipality: everyone votes on its proposals"), required=False),
    }


class PlanForm(AreaRows):
    """Everything of a round but its counting rule. `fields_of_round`, `area_plans` and the two moments are for the action."""

    name_fi = forms.CharField(label=_("Name in Finnish"), max_length=200, error_messages={"required": _("Write the name of the round.")})
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    plain_fi = forms.CharField(
        label=_("The round in plain Finnish"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text=_("What is voted on and how, in short sentences and everyday words."),
    )  # fmt: skip
    plain_sv = forms.CharField(label=_("The round in plain Swedish"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4}))
    plain_en = forms.CharField(label=_("The round in plain English"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4}))
    promise_fi = forms.CharField(
        label=_("What is promised, in Finnish"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text=_("What is done with the result and by when, so that residents can hold you to it."),
    )  # fmt: skip
    promise_sv = forms.CharField(
        label=_("What is promised, in Swedish"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4})
    )
    promise_en = forms.CharField(
        label=_("What is promised, in English"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4})
    )
    voting_opens_on = DatePartsField(label=_("First day of voting"))
    voting_opens_time = ClockField(label=_("Voting opens at"), help_text=_("For example 9.00"))
    voting_closes_on = DatePartsField(label=_("Last day of voting"))
    voting_closes_time = ClockField(label=_("Voting closes at"))
    voter_scope = forms.ChoiceField(label=_("Who may vote"), choices=VoterScope, widget=forms.RadioSelect())
    min_age = forms.IntegerField(
        label=_("Minimum age"), min_value=0, max_value=99,
        widget=forms.TextInput({"class": "govuk-input--width-2", "inputmode": "numeric"}),
        help_text=_("Everyone who turns this age in the year of the vote may vote."),
        error_messages={"required": _("Write the minimum age as a number."), "invalid": _("Write the minimum age as a number.")},
    )  # fmt: skip
    eligible_voters = forms.IntegerField(
        label=_("People with the right to vote"), min_value=1, max_value=10_000_000, required=False, widget=forms.TextInput(NUMBER),
        help_text=_("An estimate, for the share of those who voted."), error_messages={"invalid": _("Write a whole number.")},
    )  # fmt: skip
    commit_minutes = forms.IntegerField(
        label=_("Minutes between two published seals"), min_value=1, max_value=1440,
        widget=forms.TextInput({"class": "govuk-input--width-4", "inputmode": "numeric"}),
        help_text=_("While votes are taken, a seal of the box is published and mailed to the auditors. 60 is an hour."),
        error_messages={"required": _("Write the minutes as a number."), "invalid": _("Write the minutes as a number.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (OPTIONAL_DAYS | LATER_DAYS).items():
            self.fields[name] = DatePartsField(label=label, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("ideas_open_on") and "ideas_close_on" in data and not data["ideas_close_on"]:
            self.add_error("ideas_close_on", _("Write the last day for ideas too."))
        wrong = first_out_of_order({name: data.get(name) for name in DAYS})
        if wrong:
            self.add_error(wrong, _("This day comes before one that should precede it. Check the order of the days."))
        data["opens_at"] = joined_moment(self, "voting_opens_on", "voting_opens_time", last=False)
        data["closes_at"] = joined_moment(self, "voting_closes_on", "voting_closes_time", last=True)
        if data["opens_at"] and data["closes_at"] and data["closes_at"] <= data["opens_at"] and not wrong:
            self.add_error("voting_closes_time", _("Voting must close after it opens."))
        self.check_rows()
        return data

    @property
    def opens_at(self) -> datetime:
        return self.cleaned_data["opens_at"]

    @property
    def closes_at(self) -> datetime:
        return self.cleaned_data["closes_at"]

    @property
    def year(self) -> int:
        """The year of the vote, from which age is counted."""
        return timezone.localtime(self.opens_at).year

    @property
    def fields_of_round(self) -> dict[str, Any]:
        columns = (
            "name_sv", "name_en", *PLAIN, "promise_fi", "promise_sv", "promise_en", "voter_scope", "min_age", "eligible_voters",
            "commit_minutes", *OPTIONAL_DAYS, *LATER_DAYS,
        )  # fmt: skip
        return {name: self.cleaned_data[name] for name in columns}

    @property
    def groups(self) -> Sequence[tuple[str, Sequence[BoundField]]]:
        """The fields under their headings."""
        voting = ("voting_opens_on", "voting_opens_time", "voting_closes_on", "voting_closes_time")
        names = {
            _("Name and promise"): ("name_fi", "name_sv", "name_en", "promise_fi", "promise_sv", "promise_en", *PLAIN),
            _("Days before the vote"): tuple(OPTIONAL_DAYS),
            _("The vote"): voting,
            _("After the vote"): tuple(LATER_DAYS),
            _("Voters"): ("voter_scope", "min_age", "eligible_voters", "commit_minutes"),
        }
        return [(str(title), [self[name] for name in fields]) for title, fields in names.items()]


def free_slug(name: str, taken: set[str]) -> str:
    """An address made of the name that none of these has yet."""
    stem = slugify(name)[:50].strip("-") or "alue"
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if slug not in taken)
