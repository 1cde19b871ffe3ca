"""What stands on a ballot: areas, proposals and limits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from participation.budgeting.enums import BallotType
from participation.budgeting.models import Participation, Proposal, ProposalPicture, Round, RoundArea
from participation.budgeting.queries.words import name_of_category, url_of
from participation.budgeting.rules.ballots import Limits, Pot, Problem, shuffled
from participation.budgeting.rules.election import points_of
from participation.budgeting.rules.eligibility import Voter
from people.models import Person, User
from portal.bars import BudgetBar, budget_bar

LONG = 8  # proposals from which on a ballot can be searched
LIMIT_COLUMNS = ("pk", "cost", "area_id", "area__budget", "area__is_whole", "area__max_choices", "category_id", "category__max_choices")


def areas_of(round: Round, *alongside: str) -> list[RoundArea]:
    """The whole municipality first, then the areas in their order. `alongside` are read in the same query."""
    areas = RoundArea.objects.filter(round=round).select_related(*alongside) if alongside else RoundArea.objects.filter(round=round)
    return sorted(areas, key=lambda area: (not area.is_whole, area.position, area.pk))


def chosen_area(areas: Sequence[RoundArea], slug: str) -> RoundArea | None:
    """The area of the ballot: the only one there is, or the one named; None while the voter has not chosen."""
    parts = [area for area in areas if not area.is_whole] or list(areas)
    if len(parts) == 1:
        return parts[0]
    return next((area for area in parts if area.slug == slug), None)


def on_this_ballot(areas: Sequence[RoundArea], area: RoundArea | None) -> list[RoundArea]:
    """The pots that a voter of this area fills: the whole municipality and the area."""
    return [one for one in areas if one.is_whole or (area is not None and one.pk == area.pk)]


def ballot_limits(round: Round, area: RoundArea | None) -> Limits:
    """What a ballot of this area may hold. One query."""
    proposals = Proposal.objects.on_ballot().of_round(round)
    pots: dict[int, Pot] = {}
    here: set[int] = set()
    category_most: dict[int, int] = {}
    for number, cost, area_id, budget, is_whole, most, category, choices in proposals.values_list(*LIMIT_COLUMNS):
        pot = pots.setdefault(area_id, Pot(area_id, budget, {}, most))
        pot.costs[number] = cost
        if category is not None and choices is not None:
            pot.categories[number], category_most[category] = category, choices
        if is_whole or (area is not None and area.pk == area_id):
            here.add(area_id)
    return Limits(
        ballot_type=BallotType(round.ballot_type),
        pots=tuple(pots[area_id] for area_id in sorted(here)),
        max_choices=round.max_choices,
        max_points=round.max_points,
        needs_area=area is None,
        elsewhere=frozenset(number for pot in pots.values() if pot.area_id not in here for number in pot.costs),
        category_most=category_most,
    )


def voter_of(person: Person, *, has_voted: bool = False) -> Voter:
    """What the eligibility rule may know of the person."""
    if not isinstance(person, User):
        return Voter()
    return Voter(
        is_signed_in=True,
        is_identified=person.identified_at is not None,
        municipality_id=person.home_municipality_id,
        birth_year=person.birth_year,
        has_voted=has_voted,
    )


def has_envelope(round: Round, voter_key: str) -> bool:
    """Whether an envelope with this mark is in the box."""
    return Participation.objects.filter(round=round, voter_key=voter_key).exists()


@dataclass(frozen=True)
class Option:
    """A proposal on the ballot page, in the language of the page. `typed`: its points, or its place in a ranking, as they were typed."""

    id: int
    title: str
    text: str
    place: str
    cost: int
    is_chosen: bool
    url: str
    typed: str = ""
    points: int = 0
    rivals: str = ""
    category: str = ""
    plain: str = ""
    picture: ProposalPicture | None = None
    picture_url: str = ""
    is_sought: bool = True

    @property
    def is_shown(self) -> bool:
        """What was chosen stays in sight, whatever is looked for."""
        return self.is_sought or self.is_chosen or bool(self.typed)


@dataclass(frozen=True)
class Sought:
    """What the voter looks for on the ballot: proposals of one category, or with these words."""

    category: int | None = None
    words: str = ""

    @property
    def is_empty(self) -> bool:
        return self.category is None and not self.words

    def fits(self, proposal: Proposal) -> bool:
        text = f"{proposal.title} {proposal.text} {proposal.place}".casefold()
        return self.category in {None, proposal.category_id} and all(word in text for word in self.words.casefold().split())


NOTHING = Sought()


@dataclass(frozen=True)
class Section:
    """The proposals of one pot with its meter. `problems` are about this pot only. `chosen` of `most`: choices, or points given."""

    area: RoundArea
    options: Sequence[Option]
    meter: BudgetBar | None
    chosen: int
    most: int | None
    problems: Sequence[Problem]
    kind: str = BallotType.K_APPROVAL

    @property
    def shown(self) -> list[Option]:
        return [option for option in self.options if option.is_shown]

    @property
    def others(self) -> list[Option]:
        """Those that the voter does not look for now. They stay in the form, so that nothing is lost."""
        return [option for option in self.options if not option.is_shown]

    @property
    def places(self) -> range:
        """The places of a ranking."""
        return range(1, min(self.most or 1, len(self.options)) + 1)

    @property
    def wrong_ids(self) -> set[int]:
        return {number for problem in self.problems for number in problem.ids}

    @property
    def is_wrong(self) -> bool:
        return bool(self.problems)


@dataclass(frozen=True)
class Booth:
    """The ballot page. `choices` holds only what stands on this ballot, so nothing unknown is ever drawn."""

    round: Round
    areas: Sequence[RoundArea]
    area: RoundArea | None
    sections: Sequence[Section]
    choices: Mapping[int, int]
    sought: Sought = field(default_factory=Sought)

    @property
    def is_long(self) -> bool:
        """Whether it helps to look for something: a short ballot is read faster than it is searched."""
        return not self.sought.is_empty or sum(len(section.options) for section in self.sections) >= LONG

    @property
    def found(self) -> int:
        return sum(option.is_sought for section in self.sections for option in section.options)

    @property
    def parts(self) -> list[RoundArea]:
        return [area for area in self.areas if not area.is_whole]

    @property
    def whole(self) -> RoundArea | None:
        return next((area for area in self.areas if area.is_whole), None)

    @property
    def names(self) -> dict[int, str]:
        return {area.pk: area.name for area in self.areas}


def booth(
    round: Round, *, area_slug: str, choices: Collection[int], seed: str, problems: Sequence[Problem] = (),
    typed: Mapping[int, str] | None = None, sought: Sought = NOTHING,
) -> Booth:  # fmt: skip
    """The ballot as this voter sees it: the chosen area first, proposals in an order that `seed` keeps from load to load. Two queries."""
    areas = areas_of(round)
    area = chosen_area(areas, area_slug)
    here = sorted(on_this_ballot(areas, area), key=lambda one: one.is_whole) if area else []
    on_ballot = Proposal.objects.on_ballot().filter(area__in=[a.pk for a in here]).select_related("category", "picture")
    proposals = {p.pk: p for p in on_ballot} if round.proposals_are_out else {}
    points = {number: given for number, given in points_of(choices).items() if number in proposals}
    order = shuffled(proposals, seed)
    sections = tuple(
        section(round, a, [proposals[n] for n in order if proposals[n].area_id == a.pk], Marks(points, typed or {}, sought), problems)
        for a in here
    )
    return Booth(round, areas, area, sections, points, sought)


@dataclass(frozen=True)
class Marks:
    """What the voter gave: points by id, and the words typed where they are at hand. And what the voter looks for."""

    points: Mapping[int, int]
    typed: Mapping[int, str]
    sought: Sought

    def shown(self, number: int, round: Round) -> str:
        """What stands in the field of the proposal."""
        if number in self.typed or number not in self.points:
            return self.typed.get(number, "")
        given = self.points[number]
        return str((round.max_choices or 0) - given + 1 if round.ballot_type == BallotType.RANKING else given)


def section(
    round: Round, area: RoundArea, proposals: Sequence[Proposal], marks: Marks, problems: Sequence[Problem]
) -> Section:
    options = tuple(
        Option(
            p.pk, p.title, p.text, p.place, p.cost, p.pk in marks.points, url_of("proposal_detail", round, proposal=p.pk),
            marks.shown(p.pk, round), max(marks.points.get(p.pk, 0), 0), rivals_of(p, proposals), name_of_category(p), p.plain,
            picture_of(p), url_of("proposal_picture", round, proposal=p.pk), marks.sought.fits(p),
        )
        for p in proposals
    )  # fmt: skip
    mine = [option for option in options if option.is_chosen]
    knapsack = round.ballot_type == BallotType.KNAPSACK
    return Section(
        area=area,
        options=options,
        meter=budget_bar([(option.title, option.cost) for option in mine], area.budget) if knapsack else None,
        chosen=sum(option.points for option in mine) if round.ballot_type == BallotType.POINTS else len(mine),
        most=round.max_points if round.ballot_type == BallotType.POINTS else area.max_choices or round.max_choices,
        problems=tuple(problem for problem in problems if problem.area_id == area.pk),
        kind=round.ballot_type,
    )


def picture_of(proposal: Proposal) -> ProposalPicture | None:
    """No query when it was asked for with the proposal."""
    try:
        return proposal.picture
    except ProposalPicture.DoesNotExist:
        return None


def rivals_of(proposal: Proposal, proposals: Sequence[Proposal]) -> str:
    """That only one of the proposal's group can be carried out; empty where it has none."""
    if proposal.exclusive_group is None:
        return ""
    others = [p.title for p in proposals if p.exclusive_group == proposal.exclusive_group and p.pk != proposal.pk]
    return _("Only one of these can be carried out: this, or %(titles)s.") % {"titles": ", ".join(others)}
