"""Builds the round of the tests through the actions, to any state."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from participation.budgeting.actions.ballots import cast_ballot
from participation.budgeting.actions.proposals import assess_proposal, make_proposal
from participation.budgeting.actions.results import count_round, publish_result
from participation.budgeting.actions.rounds import (
    AreaPlan,
    RoundPlan,
    close_voting,
    found_round,
    open_voting,
    publish_proposals,
)
from participation.budgeting.actions.seal import confirm_seal
from participation.budgeting.enums import Feasibility
from participation.budgeting.models import Proposal, Round, RoundArea
from people.models import User
from tests.personas import Cast, Place

# (area, title, cost): the south has the proposals of the ballot picture
PROPOSALS = (
    ("etela", "Penkkejä Launeen perhepuiston reitille", 6_500),
    ("etela", "Valot Renkomäen pulkkamäkeen", 12_000),
    ("etela", "Skeittirampin korjaus", 15_000),
    ("etela", "Ulkokuntolaitteet kaikenikäisille", 14_500),
    ("pohjoinen", "Lintutorni", 30_000),
    ("pohjoinen", "Uimaportaat", 9_000),
    ("koko-lahti", "Lainattavat polkupyörät", 25_000),
    ("koko-lahti", "Juomapisteet", 10_000),
)
AREAS = (
    AreaPlan(
        "koko-lahti",
        30_000,
        {"name_fi": "Koko Lahti", "name_sv": "Hela Lahtis", "name_en": "All of Lahti"},
        is_whole=True,
    ),
    AreaPlan(
        "etela",
        40_000,
        {"name_fi": "Etelä", "name_sv": "Söder", "name_en": "South", "name_genitive_fi": "Etelän alueen"},
    ),
    AreaPlan(
        "pohjoinen",
        35_000,
        {"name_fi": "Pohjoinen", "name_sv": "Norr", "name_en": "North", "name_genitive_fi": "Pohjoisen alueen"},
    ),
)


@dataclass
class Town:
    place: Place
    cast: Cast
    now: datetime
    round: Round
    proposals: dict[str, Proposal] = field(default_factory=dict)

    @property
    def keeper(self) -> User:
        return self.cast.coordinator

    def area(self, slug: str) -> RoundArea:
        return RoundArea.objects.select_related("round__organisation").get(round=self.round, slug=slug)

    def ids(self, *words: str) -> list[int]:
        """Ids of the proposals whose titles begin with these words."""
        return [next(p.pk for title, p in self.proposals.items() if title.startswith(word)) for word in words]

    def voter(self, name: str = "aino", *, birth_year: int = 1990, municipality: str = "lahti") -> User:
        organisation = {"lahti": self.place.lahti, "heinola": self.place.heinola}[municipality]
        return User.objects.create(
            email=f"{name}@example.org", home_municipality=organisation, birth_year=birth_year, identified_at=self.now
        )

    def vote(
        self, voter: User, choices: Collection[int], *, area: str = "etela", now: datetime | None = None, code: str = ""
    ) -> str:
        return cast_ballot(
            round=self.round, area=self.area(area), voter=voter, choices=choices, now=now or self.now, code=code
        )

    def votes(self, *ballots: tuple[str, Collection[int]]) -> None:
        """One voter for each (area, choices)."""
        for number, (area, choices) in enumerate(ballots):
            self.vote(self.voter(f"voter-{area}-{number}"), choices, area=area)

    def publish(self) -> None:
        self.round = publish_proposals(round=self.round, by=self.keeper, now=self.now)

    def open(self) -> None:
        self.round = open_voting(round=self.round, by=self.keeper, now=self.now)

    def close(self) -> None:
        self.round = close_voting(round=self.round, by=self.keeper, now=self.round.voting_closes_at)

    def seal(self) -> None:
        """Two people confirm."""
        at = self.round.voting_closes_at
        for person in (self.keeper, self.cast.official):
            confirm_seal(round=self.round, backups_gone_on=at.date() + timedelta(days=35), by=person, now=at)
        self.round.refresh_from_db()

    def count(self) -> list[str]:
        waiting = count_round(round=self.round, now=self.round.voting_closes_at, progress=lambda done, total: None)
        self.round.refresh_from_db()
        return waiting

    def confirm(self, on: date | None = None) -> None:
        self.round = publish_result(
            round=self.round, body=self.place.board, decided_on=on or self.now.date(), paragraph="§ 312", by=self.keeper,
            now=self.round.voting_closes_at + timedelta(days=1),
        )  # fmt: skip


def build_town(place: Place, cast: Cast, now: datetime, *, state: str = "voting", **fields: object) -> Town:
    """The round in the state, voting open from a week before `now` to two weeks after it."""
    plan = RoundPlan(
        slug="osbu",
        year=now.year,
        name_fi="Osallistuva budjetointi",
        areas=AREAS,
        voting_opens_at=now - timedelta(days=7),
        voting_closes_at=now + timedelta(days=14),
        fields={"name_sv": "Medborgarbudgetering", "name_en": "Participatory budgeting", **fields},
    )
    round = found_round(organisation=place.lahti, plan=plan, by=cast.coordinator, now=now)
    town = Town(place, cast, now, round)
    for area, title, cost in PROPOSALS:
        texts = {"title_fi": title, "text_fi": f"{title}, lyhyesti.", "place": "Laune"}
        town.proposals[title] = make_proposal(
            area=town.area(area), cost=cost, texts=texts, by=cast.coordinator, now=now
        )
        assess_proposal(
            proposal=town.proposals[title], feasibility=Feasibility.FEASIBLE, reason_fi="", by=cast.coordinator, now=now
        )
    if state in {"published", "voting"}:
        town.publish()
    if state == "voting":
        town.open()
    return town
