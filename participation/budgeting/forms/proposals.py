"""A proposal with its ideas, its cost and its assessment, as those who run the round write it; and why ideas are declined."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from interfaces.contacts.models import Post
from participation.budgeting.actions.changes import Reason
from participation.budgeting.actions.proposals import Assessment, Draft
from participation.budgeting.enums import Feasibility
from participation.budgeting.forms.plan import NUMBER, whole_euros
from participation.budgeting.models import RoundArea
from participation.matters.forms import PostField
from participation.matters.models import Matter
from portal.forms import DatePartsField

THREE_ROWS = {"rows": 3}
ASSESSMENTS = [
    (Feasibility.UNDECIDED.value, _("It is still being assessed")),
    (Feasibility.FEASIBLE.value, Feasibility.FEASIBLE.label),
    (Feasibility.NOT_FEASIBLE.value, Feasibility.NOT_FEASIBLE.label),
]


def line(label: Any, *, most: int = 120, required: bool = False, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, **kwargs)


def passage(label: Any, *, most: int = 2000, required: bool = False, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, widget=forms.Textarea(THREE_ROWS), **kwargs)


class ProposalForm(forms.Form):
    """`draft` is what the action takes."""

    area = forms.ChoiceField(label=_("Area"), error_messages={"required": _("Choose an area.")})
    title_fi = line(_("Title in Finnish"), required=True, error_messages={"required": _("Write the title.")})
    title_sv = line(_("Title in Swedish"))
    title_en = line(_("Title in English"))
    text_fi = passage(_("What is done, in Finnish"), required=True, error_messages={"required": _("Tell what is done.")})
    text_sv = passage(_("What is done, in Swedish"))
    text_en = passage(_("What is done, in English"))
    plain_fi = passage(
        _("The same in plain Finnish"), help_text=_("Short sentences and everyday words. It stands behind a link on the ballot.")
    )
    plain_sv = passage(_("The same in plain Swedish"))
    plain_en = passage(_("The same in plain English"))
    place = line(_("Place"))
    ideas = forms.TypedMultipleChoiceField(
        label=_("Ideas that this proposal is made of"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple(),
        help_text=_("Several ideas may become one proposal. Each keeps its own path, and its sender is told."),
    )  # fmt: skip
    cost = whole_euros(label=_("Cost in whole euros"))
    cost_text_fi = passage(_("What the money goes to, in Finnish"))
    cost_text_sv = passage(_("What the money goes to, in Swedish"))
    cost_text_en = passage(_("What the money goes to, in English"))
    upkeep = forms.IntegerField(
        label=_("Upkeep each year, in whole euros"), min_value=0, max_value=2_000_000_000, required=False, widget=forms.TextInput(NUMBER),
        help_text=_("Write 0 if there is none."), error_messages={"invalid": _("Write whole euros."), "min_value": _("Write whole euros.")},
    )  # fmt: skip
    post = PostField(queryset=Post.objects.none(), label=_("Who answers for it"), required=False, empty_label=_("Not known yet"))
    done_by = DatePartsField(label=_("Ready at the latest"), required=False)
    feasibility = forms.ChoiceField(label=_("Can it be done?"), choices=ASSESSMENTS, widget=forms.RadioSelect())
    reason_fi = passage(_("Why it can or cannot be done, in Finnish"))
    reason_sv = passage(_("Why it can or cannot be done, in Swedish"))
    reason_en = passage(_("Why it can or cannot be done, in English"))
    finished = forms.BooleanField(
        label=_("The assessment is finished"), required=False,
        help_text=_("Nobody else sees it before all proposals are published together."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, areas: Sequence[RoundArea], posts: QuerySet[Post], ideas: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {area.slug: area for area in areas}
        self.fields["area"].choices = [(area.slug, area.name) for area in areas]
        self.fields["post"].queryset = posts
        self.fields["ideas"].choices = ideas
        self.fields["cost"].error_messages["required"] = _("Write what the proposal costs, in whole euros.")
        if not ideas:
            del self.fields["ideas"]

    def draft(self, known: Sequence[Matter]) -> Draft:
        """`known` are the ideas with the chosen numbers."""
        typed = self.cleaned_data
        columns = [f"{name}_{language}" for name in ("title", "text", "plain", "cost_text") for language in ("fi", "sv", "en")]
        texts = {name: typed[name] for name in (*columns, "place", "upkeep", "post", "done_by")}
        reason = Reason(*(typed[f"reason_{language}"] for language in ("fi", "sv", "en")))
        return Draft(
            self.areas[typed["area"]], typed["cost"], texts, known, Assessment(Feasibility(typed["feasibility"]), reason, typed["finished"])
        )

    @property
    def chosen_ideas(self) -> list[str]:
        return [str(number) for number in self.cleaned_data.get("ideas", [])]


class DeclineIdeasForm(forms.Form):
    reason_fi = passage(
        _("Reason in Finnish"), most=500, required=True, error_messages={"required": _("Write the reason. Everyone sees it.")},
        help_text=_("For example: “The place belongs to the State, so the town cannot build there.”"),
    )  # fmt: skip
    reason_sv = passage(_("Reason in Swedish"), most=500)
    reason_en = passage(_("Reason in English"), most=500)

    @property
    def reason(self) -> Reason:
        return Reason(**self.cleaned_data)
