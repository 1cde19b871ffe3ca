"""The ballot page as one person sees it now, and what a receipt tells."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from participation.budgeting.enums import BallotFault, Eligibility
from participation.budgeting.models import Ballot, Category, Kiosk, Round, RoundArea
from participation.budgeting.queries.booth import NOTHING, Booth, Sought, booth
from participation.budgeting.queries.electors import elector_of, standing
from participation.budgeting.queries.sentences import (
    Reason,
    ballot_lede,
    ballot_sentence,
    ballot_title,
    category_sentences,
    eligibility_reason,
    problem_sentence,
    rule_sentence,
    voter_sentence,
)
from participation.budgeting.queries.words import of_area
from participation.budgeting.rules.ballots import Problem, ballot_seal, receipt_hash
from participation.budgeting.rules.eligibility import may_replace
from people.models import Person


def eligibility_of(
    round: Round, person: Person, now: datetime, voter_code: str = "", kiosk: Kiosk | None = None
) -> Eligibility:
    """May the person, or the holder of the code, vote now?"""
    return standing(round, elector_of(round, person, voter_code, kiosk), person, now)


@dataclass(frozen=True)
class BallotPage:
    """The booth with its rules in words. `reason`: why the vote was not taken or will not be; `errors`: what is wrong with it; `categories`
    are (id, name)."""

    booth: Booth
    title: str
    lede: str
    rules: Sequence[str]
    reason: Reason
    errors: Sequence[tuple[str, str]]
    is_over: bool
    categories: Sequence[tuple[int, str]] = ()

    @property
    def has_errors(self) -> bool:
        return bool(self.errors)

    @property
    def needs_sign_in(self) -> bool:
        return self.reason.code == Eligibility.NOT_SIGNED_IN

    @property
    def whole_of(self) -> str:
        """The whole municipality as “of …”; empty where the round has none."""
        return of_area(self.booth.whole) if self.booth.whole else ""

    @property
    def is_refused(self) -> bool:
        return self.reason.code not in {Eligibility.OK, Eligibility.NOT_SIGNED_IN}


def ballot_page(
    round: Round,
    *,
    area_slug: str,
    choices: Collection[int],
    seed: str,
    reason: Eligibility,
    problems: Sequence[Problem] = (),
    typed: Mapping[int, str] | None = None,
    sought: Sought = NOTHING,
) -> BallotPage:
    place = booth(round, area_slug=area_slug, choices=choices, seed=seed, problems=problems, typed=typed, sought=sought)
    categories = list(Category.objects.filter(round=round))
    names = {category.pk: category.name for category in categories}
    return BallotPage(
        booth=place,
        title=ballot_title(place.area, round),
        lede=ballot_lede(round, [section.area for section in place.sections]),
        rules=(ballot_sentence(round), voter_sentence(round), rule_sentence(round), *category_sentences(categories)),
        reason=eligibility_reason(reason, round),
        errors=tuple((anchor(problem, place), problem_sentence(problem, place.names, names)) for problem in problems),
        is_over=any(problem.fault == BallotFault.OVER_BUDGET for problem in problems),
        categories=[(category.pk, category.name) for category in categories],
    )


def anchor(problem: Problem, place: Booth) -> str:
    """The id of the part of the page where the fault can be mended."""
    area = next((one for one in place.areas if one.pk == problem.area_id), None) or place.area
    return f"proposals-{area.slug}" if area else "areas"


def ballot_with(round: Round, receipt: str) -> Ballot | None:
    """The ballot of a receipt. One query."""
    return Ballot.objects.filter(receipt_hash=receipt_hash(receipt), area__round=round).select_related("area").first()


def replacing(round: Round, receipt: str, now: datetime) -> tuple[Eligibility, Ballot | None]:
    """Whether the vote of this receipt may be replaced now, and its ballot. One query."""
    old = ballot_with(round, receipt)
    return may_replace(round.may_replace, old is not None, round.terms, now), old


def can_replace(round: Round, now: datetime) -> bool:
    """Whether votes of the round may be replaced at this moment."""
    return may_replace(round.may_replace, True, round.terms, now) == Eligibility.OK


@dataclass(frozen=True)
class ReceiptStatus:
    """What a receipt tells: whether its ballot is in the box, unchanged, and in which area. Never what was voted."""

    is_found: bool
    is_intact: bool = False
    area: RoundArea | None = None


def receipt_status(round: Round, code: str) -> ReceiptStatus:
    """Two queries."""
    ballot = ballot_with(round, code)
    if ballot is None:
        return ReceiptStatus(False)
    choices = dict(ballot.choices.values_list("proposal_id", "points"))
    return ReceiptStatus(True, ballot_seal(code, ballot.area_id, choices) == ballot.seal, ballot.area)
