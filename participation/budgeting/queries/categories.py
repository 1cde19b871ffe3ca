"""The categories of a round: their names, and the page on which they are made and proposals put into them."""

from collections.abc import Sequence
from dataclasses import dataclass

from participation.budgeting.enums import RoundState
from participation.budgeting.models import Category, Proposal, Round
from participation.budgeting.queries.sentences import ballot_sentence, category_sentences, rule_sentence, voter_sentence
from portal.numerals import money


def categories_of(round: Round) -> list[Category]:
    return list(Category.objects.filter(round=round))


def rules_in_words(round: Round) -> list[str]:
    """How one votes, who may vote, how the votes turn into a result, and the limits of the categories. One query."""
    return [ballot_sentence(round), voter_sentence(round), rule_sentence(round), *category_sentences(categories_of(round))]


def count_in_words(round: Round) -> str:
    """How the votes turned into a result, with the limits of the categories. One query."""
    return " ".join([rule_sentence(round), *category_sentences(categories_of(round))])


def names_of_categories(round: Round) -> dict[int, str]:
    return {category.pk: category.name for category in categories_of(round)}


@dataclass(frozen=True)
class CategoryLine:
    """A category, its limits in words, and its proposals."""

    category: Category
    limits: Sequence[str]
    titles: Sequence[str]


@dataclass(frozen=True)
class CategoriesPage:
    lines: Sequence[CategoryLine]
    can_change: bool


def categories_page(round: Round) -> CategoriesPage:
    """Two queries."""
    proposals = proposals_in(round)
    lines = [
        CategoryLine(category, category_sentences([category]), [p.title for p in proposals if p.category_id == category.pk])
        for category in categories_of(round)
    ]
    return CategoriesPage(lines, round.configuration_hash == "" and round.state != RoundState.CANCELLED)


def proposals_in(round: Round) -> list[Proposal]:
    return list(Proposal.objects.on_ballot().of_round(round).select_related("area").order_by("area__position", "pk"))


def proposals_to_sort(round: Round) -> list[tuple[int, str, int | None]]:
    """(id, “area: title, cost”, category) of each proposal on the ballot."""
    return [(p.pk, f"{p.area.name}: {p.title}, {money(p.cost)}", p.category_id) for p in proposals_in(round)]

