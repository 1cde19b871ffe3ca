"""The categories of a round and their limits, decided before the voting is opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from participation.budgeting.actions.rounds import locked, note
from participation.budgeting.enums import BallotType, CountingRule, RoundEvent
from participation.budgeting.models import Category, Proposal, Round
from people.models import User
from portal.exceptions import RuleBroken


@dataclass(frozen=True)
class CategoryPlan:
    """Names and limits; the limits hold in each area apart."""

    name_fi: str
    name_sv: str = ""
    name_en: str = ""
    max_choices: int | None = None
    budget: int | None = None
    most: int | None = None


@transaction.atomic
def add_category(*, round: Round, plan: CategoryPlan, by: User, now: datetime) -> Category:
    round = open_for_categories(round, by)
    if not plan.name_fi.strip():
        raise RuleBroken(_("Write the name of the category."), code="no_name")
    if Category.objects.filter(round=round, name_fi=plan.name_fi.strip()).exists():
        raise RuleBroken(_("The round has a category with this name already."), code="name_taken")
    if (plan.budget is not None or plan.most is not None) and round.counting_rule not in CountingRule.capping():
        raise RuleBroken(_("With this counting rule a category cannot have money or a number of its own."), code="rule")
    if plan.max_choices is not None and round.ballot_type not in BallotType.approving():
        raise RuleBroken(_("With this ballot a category cannot limit the choices."), code="ballot")
    category = Category.objects.create(
        round=round, name_fi=plan.name_fi.strip(), name_sv=plan.name_sv.strip(), name_en=plan.name_en.strip(),
        max_choices=plan.max_choices, budget=plan.budget, most=plan.most,
    )  # fmt: skip
    note_categories(round, by, now)
    return category


@transaction.atomic
def remove_category(*, round: Round, number: int, by: User, now: datetime) -> None:
    """Its proposals stay, without a category."""
    round = open_for_categories(round, by)
    category = Category.objects.filter(round=round, pk=number).first()
    if category is None:
        raise RuleBroken(_("The category has been removed already."), code="no_category")
    Proposal.objects.filter(category=category).update(category=None)
    category.delete()
    note_categories(round, by, now)


@transaction.atomic
def sort_proposals(*, round: Round, places: Mapping[int, int | None], by: User, now: datetime) -> None:
    """Put proposals into categories: `places` are category ids by proposal id, None for none."""
    round = open_for_categories(round, by)
    known = {None, *Category.objects.filter(round=round).values_list("pk", flat=True)}
    proposals = Proposal.objects.of_round(round).in_bulk(list(places))
    if not set(places.values()) <= known or len(proposals) != len(places):
        raise RuleBroken(_("The proposals or categories have changed meanwhile. Look at the page again."), code="changed")
    for number, category_id in places.items():
        if proposals[number].category_id != category_id:
            Proposal.objects.filter(pk=number).update(category=category_id)
    note_categories(round, by, now)


def open_for_categories(round: Round, by: User) -> Round:
    round = locked(round, by)
    if round.configuration_hash:
        raise RuleBroken(_("The categories are frozen: the voting has been opened."), code="frozen")
    return round


def note_categories(round: Round, by: User, now: datetime) -> None:
    names = ", ".join(Category.objects.filter(round=round).values_list("name_fi", flat=True)) or "–"
    note(RoundEvent.CATEGORIES, round, by, now, names=names)
