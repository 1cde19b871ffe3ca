"""Participatory budgeting in Lahti: one round that is open now and one that was decided last year. Proposals and votes are made up.

The structure is Lahti's own: 200,000 euros in five equal parts, four areas and the whole town, most votes first, skip what does not fit.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from config.demo.matters import demo_user
from config.demo.proposals import LAST_YEAR, THIS_YEAR, ProposalFacts
from interfaces.contacts.models import Interface
from organisations.enums import BodyKind
from organisations.models import Body, Organisation
from organisations.queries import region_of
from participation.budgeting.actions.delivery import (
    check_proposal_effect,
    finish_milestone,
    mark_proposal_done,
    plan_milestone,
    record_spending,
)
from participation.budgeting.actions.practice import PracticeVote, fill_practice_box
from participation.budgeting.actions.proposals import assess_proposal, make_proposal
from participation.budgeting.actions.results import count_round, publish_result, record_draw
from participation.budgeting.actions.rounds import (
    AreaPlan,
    RoundPlan,
    begin_implementation,
    close_voting,
    found_round,
    open_voting,
    publish_proposals,
)
from participation.budgeting.enums import Feasibility, VoteChannel
from participation.budgeting.models import Proposal, Round, RoundArea
from participation.budgeting.queries.winners import winners_in
from participation.matters.actions import Said, answer_matter, leave_matter, publish_matter
from participation.matters.enums import MatterKind, Outcome
from participation.matters.models import Matter
from people.models import User
from portal.numerals import local_day

BUDGET = 40_000
# slug, Finnish, Finnish “of …”, Swedish, English
AREA_NAMES = (
    ("koko-lahti", "Koko Lahti", "koko Lahden", "Hela Lahtis", "All of Lahti"),
    ("etela", "Etelä", "Etelän alueen", "Södra området", "South"),
    ("ita", "Itä", "Idän alueen", "Östra området", "East"),
    ("lansi", "Länsi", "Lännen alueen", "Västra området", "West"),
    ("pohjoinen", "Pohjoinen", "Pohjoisen alueen", "Norra området", "North"),
)
AREAS: tuple[AreaPlan, ...] = tuple(
    AreaPlan(
        slug,
        BUDGET,
        {"name_fi": fi, "name_genitive_fi": of, "name_sv": sv, "name_en": en},
        is_whole=slug == "koko-lahti",
    )
    for slug, fi, of, sv, en in AREA_NAMES
)
TEXTS: dict[str, object] = {
    "lead_fi": "Viidellä alueella on kullakin 40\u00a0000\u00a0€. Valitse ehdotukset, jotka mahtuvat summaan.",
    "lead_sv": "Fem områden har 40\u00a0000\u00a0€ var. Välj de förslag som ryms i summan.",
    "lead_en": "Five areas have €40,000 each. Choose the proposals that fit into the sum.",
    "promise_fi": "Toteutamme eniten ääniä saaneet ehdotukset, kunnes alueen raha on käytetty. Kerromme jokaisesta ehdotuksesta, miksi se "
    "toteutuu tai ei toteudu. Jos aikataulu muuttuu, kerromme uuden päivän ja syyn.",
    "promise_sv": "Vi genomför de förslag som får flest röster tills områdets pengar är använda. Om varje förslag berättar vi varför det "
    "genomförs eller inte. Om tidtabellen ändras berättar vi den nya dagen och orsaken.",
    "promise_en": "We carry out the proposals with the most votes until the money of the area is used. Of every proposal we tell why it "
    "is or is not done. If the timetable changes, we tell the new day and the reason.",
    "min_age": 13,
    "eligible_voters": 106_000,
    "is_example": True,
}
COST_FI, COST_SV, COST_EN = (
    "Hinta kattaa tarvikkeet, työn ja takuun. Huollosta vastaa kaupunki.",
    "Priset täcker material, arbete och garanti. Staden sköter underhållet.",
    "The price covers materials, work and guarantee. The town takes care of upkeep.",
)
# proposal (beginning of its title) -> (title, words) of the idea that it came from
IDEAS = {
    "Valot Renkomäen": (
        "Valoja pulkkamäkeen",
        "Lapset laskevat pimeässä. Pari lamppua riittäisi, ettei tule törmäyksiä.",
    ),
    "Penkkejä Launeen": (
        "Penkkejä pitkin puistoreittiä",
        "Jaksan kävellä, jos välillä saa istua. Nyt penkkejä on vain reitin päissä.",
    ),
    "Skeittirampin": ("Ramppi takaisin käyttöön", "Ramppi on ollut kiinni koko kesän. Missä nyt skeitataan?"),
    "Luistelukentän": (
        "Lämmin paikka vaihtaa luistimet",
        "Pakkasella luistinten vaihto ulkona on vaikeaa pienten kanssa.",
    ),
    "Koripallokentän": ("Koripallokentän kuopat", "Kentän pinta on kuopilla ja nilkat nyrjähtävät."),
}
STAGES = (
    {"fi": "Suunnitelma on valmis", "sv": "Planen är klar", "en": "The plan is ready"},
    {"fi": "Työ on tehty paikan päällä", "sv": "Arbetet på platsen är gjort", "en": "The work on site is done"},
)
EFFECT = {
    "fi": "Paikalla kävi syksyllä enemmän väkeä kuin edellisenä vuonna. Luku on esimerkki.",
    "sv": "På hösten besökte fler platsen än året innan. Siffran är ett exempel.",
    "en": "More people came to the place in autumn than the year before. The figure is an example.",
}
VOTES_SO_FAR, VOTES_LAST_YEAR = 318, 1_612


def load(now: datetime) -> None:
    lahti = Organisation.objects.get(slug="lahti")
    last = timezone.localdate(now).year - 1
    load_decided(lahti, last, now)
    load_open(lahti, now)


def at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def load_open(lahti: Organisation, now: datetime) -> None:
    """Opened six days ago, closes in fifteen days at four in the afternoon."""
    today = timezone.localdate(now)
    opens, closes = today - timedelta(days=6), today + timedelta(days=15)
    days = {
        "ideas_open_on": opens - timedelta(days=150),
        "ideas_close_on": opens - timedelta(days=110),
        "results_on": closes + timedelta(days=14),
        "done_by": closes + timedelta(days=365),
    }
    round = played(lahti, at(opens, 9), at(closes, 16), days, THIS_YEAR)
    fill_practice_box(round=round, votes=made_up_votes(round, THIS_YEAR, VOTES_SO_FAR, seeded(opens.year), today))


def load_decided(lahti: Organisation, year: int, now: datetime) -> None:
    """Voted on last autumn, counted, confirmed by the city board and now being carried out."""
    opens, closes, decided = date(year, 9, 29), date(year, 10, 20), date(year, 11, 10)
    days = {
        "ideas_open_on": date(year, 3, 3),
        "ideas_close_on": date(year, 4, 6),
        "results_on": decided,
        "done_by": date(year + 1, 12, 31),
    }
    round = played(lahti, at(opens, 9), at(closes, 16), days, LAST_YEAR)
    keeper = demo_user("koordinaattori")
    fill_practice_box(round=round, votes=made_up_votes(round, LAST_YEAR, VOTES_LAST_YEAR, seeded(year), closes))
    round = close_voting(round=round, by=keeper, now=at(closes, 16))
    counted = at(closes + timedelta(days=1), 10)
    for slug in count_round(round=round, now=counted, progress=lambda done, total: None):
        area = RoundArea.objects.get(round=round, slug=slug)
        record_draw(
            round=round,
            area=area,
            seed=f"esimerkki {year}",
            witness="Osallisuuskoordinaattori (esimerkki)",
            by=keeper,
            now=counted,
        )
        count_round(round=round, now=counted, progress=lambda done, total: None)
    board = Body.objects.get(organisation=lahti, kind=BodyKind.EXECUTIVE)
    round = publish_result(
        round=round, body=board, decided_on=decided, paragraph="§ 312", by=keeper, now=at(decided, 15)
    )
    round = begin_implementation(round=round, by=keeper, now=at(decided + timedelta(days=30), 12))
    carry_out(round, keeper, timezone.localdate(now), decided + timedelta(days=60))


def carry_out(round: Round, keeper: User, today: date, planned: date) -> None:
    """Every winner has its stages; those whose day has come are done, and the first tells what it changed. All of it is made up."""
    for number, proposal in enumerate(winners_in(round)):
        proposal.area.round = round
        ready = proposal.done_by or today
        who: dict[str, Any] = {"proposal": proposal, "by": keeper}
        stage = plan_milestone(**who, words=STAGES[0], planned_on=planned, now=at(planned, 9))
        plan_milestone(**who, words=STAGES[1], planned_on=ready, now=at(planned, 9))
        finish_milestone(**who, milestone=stage.pk, done_on=planned, now=at(planned, 15))
        record_spending(**who, spent=proposal.cost // 10, now=at(planned, 15))
        if ready <= today:
            last = proposal.milestones.get(done_on__isnull=True)
            finish_milestone(**who, milestone=last.pk, done_on=ready, now=at(ready, 14))
            record_spending(**who, spent=proposal.cost - 100 * (number + 1), now=at(ready, 14))
            mark_proposal_done(**who, done_on=ready, now=at(ready, 15))
        if ready <= today and number == 0:
            check_proposal_effect(**who, words=EFFECT, now=at(today, 9))


def played(
    lahti: Organisation, opens_at: datetime, closes_at: datetime, days: dict[str, date], facts: Sequence[ProposalFacts]
) -> Round:
    """A round brought through its actions to the voting, each on its day."""
    keeper = demo_user("koordinaattori")
    year = timezone.localdate(opens_at).year
    plan = RoundPlan(
        slug=f"osallistuva-budjetointi-{year}", year=year, name_fi=f"Osallistuva budjetointi {year}", voting_opens_at=opens_at,
        voting_closes_at=closes_at, areas=AREAS,
        fields={"name_sv": f"Medborgarbudgetering {year}", "name_en": f"Participatory budgeting {year}", **TEXTS, **days},
    )  # fmt: skip
    round = found_round(organisation=lahti, plan=plan, by=keeper, now=opens_at - timedelta(days=160))
    areas = {area.slug: area for area in round.areas.select_related("round__organisation")}
    for number, fact in enumerate(facts):
        propose(areas[fact[0]], fact, number, keeper, opens_at)
    refuse(areas["koko-lahti"], keeper, opens_at)
    publish_proposals(round=round, by=keeper, now=opens_at - timedelta(days=14))
    return open_voting(round=round, by=keeper, now=opens_at)


def propose(area: RoundArea, fact: ProposalFacts, number: int, keeper: User, opens_at: datetime) -> None:
    _slug, place, cost, _liking, fi, sv, en = fact
    round = area.round
    ready = date(round.year + 1, 6 + number % 6, 28)
    texts = {
        "title_fi": fi[0], "text_fi": fi[1], "title_sv": sv[0], "text_sv": sv[1], "title_en": en[0], "text_en": en[1], "place": place,
        "cost_text_fi": COST_FI, "cost_text_sv": COST_SV, "cost_text_en": COST_EN, "done_by": ready,
    }  # fmt: skip
    ideas = [
        idea(round.organisation, title, words, opens_at)
        for start, (title, words) in IDEAS.items()
        if fi[0].startswith(start)
    ]
    now = opens_at - timedelta(days=60)
    proposal = make_proposal(area=area, cost=cost, texts=texts, ideas=ideas, by=keeper, now=now)
    assess_proposal(proposal=proposal, feasibility=Feasibility.FEASIBLE, reason_fi="", by=keeper, now=now)


def refuse(area: RoundArea, keeper: User, opens_at: datetime) -> None:
    """One that could not go to the vote, with its reason: refusals are shown too."""
    now = opens_at - timedelta(days=60)
    texts = {
        "title_fi": "Raitiotie torille",
        "title_sv": "Spårväg till torget",
        "title_en": "Tramway to the market square",
        "text_fi": "Raitiovaunu asemalta torille.",
        "text_sv": "En spårvagn från stationen till torget.",
        "text_en": "A tram from the station to the square.",
    }
    proposal = make_proposal(area=area, cost=BUDGET, texts=texts, by=keeper, now=now)
    assess_proposal(
        proposal=proposal, feasibility=Feasibility.NOT_FEASIBLE, by=keeper, now=now,
        reason_fi="Maksaisi satoja kertoja enemmän kuin kierroksessa on rahaa.",
        reason_sv="Det skulle kosta hundratals gånger mer än det finns pengar i rundan.",
        reason_en="It would cost hundreds of times more than there is money in the round.",
    )  # fmt: skip


def idea(lahti: Organisation, title: str, words: str, opens_at: datetime) -> Matter:
    """What a resident left in the spring, shown to everyone by the moderator and answered within the promise."""
    left = opens_at - timedelta(days=130)
    topic = Interface.objects.get(region=region_of(lahti), slug="osallisuus")
    said = Said(kind=MatterKind.IDEA, title=title, text=words, topic=topic)
    matter = leave_matter(organisation=lahti, said=said, by=AnonymousUser(), now=left, is_example=True)
    publish_matter(matter=matter, by=demo_user("moderoija"), now=left + timedelta(days=1))
    answer_matter(
        matter=Matter.objects.get(pk=matter.pk), outcome=Outcome.REPLY, by=demo_user("koordinaattori"), now=left + timedelta(days=7),
        text="Kiitos ideasta! Arvioimme, mitä se maksaisi ja voiko sen toteuttaa. Jos voi, siitä äänestetään osallistuvassa budjetoinnissa.",
        next_text="Arvio on valmis.", next_by=local_day(opens_at - timedelta(days=14)),
    )  # fmt: skip
    return Matter.objects.select_related("organisation").get(pk=matter.pk)


def seeded(year: int) -> Random:
    """The same made-up votes at every load."""
    return Random(year)  # noqa: S311 - made-up votes need to be the same each time, not secret


def made_up_votes(
    round: Round, facts: Sequence[ProposalFacts], amount: int, chance: Random, last_day: date
) -> Iterator[PracticeVote]:
    """Votes by the liking of the proposals, within the money: each voter looks at them in an order of their own."""
    liking = {fact[4][0]: fact[3] for fact in facts}
    areas = list(round.areas.all())
    whole = next(area for area in areas if area.is_whole)
    parts = [area for area in areas if not area.is_whole]
    stalls = {area.pk: list(Proposal.objects.on_ballot().filter(area=area).order_by("pk")) for area in areas}
    first_day = timezone.localdate(round.voting_opens_at)
    for _number in range(amount):
        area = chance.choices(parts, weights=(10, 7, 6, 8))[0]
        choices = [*picked(stalls[area.pk], liking, chance), *picked(stalls[whole.pk], liking, chance)]
        channel = VoteChannel.PAPER if chance.random() < 0.03 else VoteChannel.WEB
        yield (
            area,
            choices or [stalls[area.pk][0].pk],
            channel,
            first_day + timedelta(days=chance.randrange((last_day - first_day).days + 1)),
        )


def picked(stall: Sequence[Proposal], liking: dict[str, float], chance: Random) -> list[int]:
    left, chosen = BUDGET, []
    for proposal in chance.sample(stall, len(stall)):
        if proposal.cost <= left and chance.random() < liking[proposal.title_fi]:
            chosen.append(proposal.pk)
            left -= proposal.cost
    return chosen
