"""What the benchmark of the pages stands on: the demo's places and posts, 500 ideas with their paths, and a vote with its voters."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone, translation

from interfaces.contacts.models import Interface, Post
from organisations.models import Area, Organisation
from participation.budgeting.actions.ballots import new_receipt
from participation.budgeting.actions.proposals import assess_proposal, make_proposal
from participation.budgeting.actions.rounds import RoundPlan, found_round, open_voting, publish_proposals
from participation.budgeting.enums import Feasibility
from participation.budgeting.forms import RECEIPTS
from participation.budgeting.models import Round, RoundArea
from participation.matters.enums import MatterKind, MatterState, Outcome, StepKind, Visibility
from participation.matters.models import Matter, Step, Support
from participation.matters.rules import code_from, reference_from
from people.models import User
from tests.participation.budgeting.town import AREAS, PROPOSALS

IDEAS, SUPPORTERS = 500, 60
PLACE, AREA_ON_BALLOT = "lahti", "etela"
WORDS = (
    "Kävelen reitin joka päivä, ja välillä on levättävä. Nyt penkkejä on vain reitin päissä, ja matka jää monelta kesken. "
    "Pari penkkiä puolivälissä riittäisi, mielellään tuulelta suojassa ja valon alla. Talvella ne pitäisi myös pitää puhtaina."
)
ANSWER = (
    "Kiitos ideasta. Olemme käyneet paikan läpi ja laskeneet, mitä työ maksaa.\n\n"
    "Teemme sen ensi vuonna, ja kerromme tällä sivulla, kun työ alkaa."
)
S, K = MatterState, StepKind
# How far the ideas have come: every fifth has come this far.
PATHS: tuple[tuple[MatterState, tuple[StepKind, ...]], ...] = (
    (S.OPEN, (K.RECEIVED, K.PUBLISHED)),
    (S.ROUTED, (K.RECEIVED, K.PUBLISHED, K.ROUTED)),
    (S.ANSWERED, (K.RECEIVED, K.PUBLISHED, K.ROUTED, K.PREPARED, K.ANSWERED)),
    (S.IMPLEMENTED, (K.RECEIVED, K.PUBLISHED, K.ROUTED, K.PREPARED, K.ANSWERED, K.IMPLEMENTED)),
    (S.DONE, (K.RECEIVED, K.PUBLISHED, K.ROUTED, K.PREPARED, K.ANSWERED, K.IMPLEMENTED, K.DONE)),
)


@dataclass(frozen=True)
class Voter:
    """What the browser of somebody who votes sends: their session, and the body of the form, ready as it stands."""

    session: str
    body: str


@dataclass(frozen=True)
class Town:
    place: str
    references: Sequence[str]
    round_slug: str
    voters: Sequence[Voter]


def seed(voters: int) -> Town:
    now = timezone.now()
    with translation.override("fi"):
        for chapter in ("ground", "people", "interfaces"):
            import_module(f"config.demo.{chapter}").load(now)
        place = Organisation.objects.get(slug=PLACE)
        references = seed_ideas(place, now)
        round = seed_round(place, now)
    return Town(PLACE, references, round.slug, seed_voters(place, round, voters, now))


def seed_ideas(place: Organisation, now: datetime) -> list[str]:
    topics, areas = list(Interface.objects.filter(region=place.parent)), list(Area.objects.filter(organisation=place))
    post = Post.objects.filter(organisation=place).order_by("pk").first()
    ideas = [
        draft(place, number, now, topics[number % len(topics)], areas[number % len(areas)]) for number in range(IDEAS)
    ]
    for idea in ideas:
        idea.post = post if idea.state != S.OPEN else None
    Matter.objects.bulk_create(ideas)
    Step.objects.bulk_create(
        step for number, idea in enumerate(ideas) for step in path(idea, PATHS[number % 5][1], post)
    )
    fans = User.objects.bulk_create(
        User(email=f"fan{number}@example.org", password="!") for number in range(SUPPORTERS)
    )
    Support.objects.bulk_create(
        Support(matter=idea, user=fan, at=now)
        for number, idea in enumerate(ideas)
        for fan in fans[: number % SUPPORTERS]
    )
    return [idea.reference for idea in ideas]


def draft(place: Organisation, number: int, now: datetime, topic: Interface, area: Area) -> Matter:
    state, received = PATHS[number % 5][0], now - timedelta(days=40, minutes=number)
    answered = received + timedelta(days=9) if state not in {S.OPEN, S.ROUTED} else None
    return Matter(
        code=code_from(number.to_bytes(16)), reference=reference_from(number.to_bytes(8)), kind=MatterKind.IDEA, state=state,
        title=f"Penkkejä ja valoa reitin varrelle, paikka {number}", text=WORDS, place="Launeen reitti" if number % 2 else "", area=area,
        topic=topic, origin=place, organisation=place, visibility=Visibility.PUBLIC, sender_name="Kävelijä" if number % 3 else "",
        received_at=received, due_on=timezone.localdate(now) + timedelta(days=5), answered_at=answered,
        outcome=Outcome.YES if answered else "", is_example=True, support_count=number % SUPPORTERS,
    )  # fmt: skip


def path(idea: Matter, kinds: Sequence[StepKind], post: Post | None) -> list[Step]:
    texts = {K.ANSWERED: ANSWER, K.IMPLEMENTED: "Työ on tilattu.", K.DONE: "Penkit ja valot ovat paikoillaan."}
    days = {K.ANSWERED: 9, K.IMPLEMENTED: 20, K.DONE: 30}
    return [
        Step(
            matter=idea, kind=kind, organisation_id=idea.organisation_id, public_text=texts.get(kind, ""),
            at=idea.received_at + timedelta(days=days.get(kind, order)),
            post=post if kind not in {K.RECEIVED, K.PUBLISHED} else None, role="" if kind != K.PUBLISHED else "Moderoija",
        )
        for order, kind in enumerate(kinds)
    ]  # fmt: skip


def seed_round(place: Organisation, now: datetime) -> Round:
    """The round of the tests: eight proposals, open now."""
    keeper = User.objects.get(email__startswith="koordinaattori@")
    plan = RoundPlan(
        slug="osbu", year=now.year, name_fi="Osallistuva budjetointi", areas=AREAS, voting_opens_at=now - timedelta(days=7),
        voting_closes_at=now + timedelta(days=14), fields={"name_sv": "Medborgarbudgetering", "name_en": "Participatory budgeting"},
    )  # fmt: skip
    round = found_round(organisation=place, plan=plan, by=keeper, now=now)
    areas = {area.slug: area for area in RoundArea.objects.filter(round=round).select_related("round__organisation")}
    for slug, title, cost in PROPOSALS:
        texts = {"title_fi": title, "text_fi": f"{title}, lyhyesti.", "place": "Laune"}
        proposal = make_proposal(area=areas[slug], cost=cost, texts=texts, by=keeper, now=now)
        assess_proposal(proposal=proposal, feasibility=Feasibility.FEASIBLE, reason_fi="", by=keeper, now=now)
    round = publish_proposals(round=round, by=keeper, now=now)
    return open_voting(round=round, by=keeper, now=now)


def seed_voters(place: Organisation, round: Round, count: int, now: datetime) -> list[Voter]:
    """Identified residents who are signed in, each with a ballot page's form filled in."""
    people = User.objects.bulk_create(
        User(
            email=f"voter{number}@example.org", password=f"!{secrets.token_hex(20)}", home_municipality=place,
            birth_year=1990, identified_at=now, identity_key=secrets.token_hex(32),
        )
        for number in range(count)
    )  # fmt: skip
    store, end = SessionStore(), now + timedelta(days=1)
    keys = [secrets.token_hex(16) for _person in people]
    Session.objects.bulk_create(
        Session(session_key=key, session_data=store.encode(signed_in(person)), expire_date=end)
        for key, person in zip(keys, people, strict=True)
    )
    affordable = round.areas.get(slug=AREA_ON_BALLOT).proposals.filter(cost__lt=15_000).values_list("pk", flat=True)
    choices = "".join(f"&proposals={number}" for number in affordable)
    return [Voter(key, f"alue={AREA_ON_BALLOT}&receipt={RECEIPTS.sign(new_receipt())}{choices}") for key in keys]


def signed_in(person: User) -> dict[str, str]:
    return {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
        HASH_SESSION_KEY: person.get_session_auth_hash(),
    }
