"""The report's chapter of the demo: this year's round, the annual cycle of the slides, and words that the documents give."""

from datetime import date, datetime

from django.db import transaction

from organisations.models import Organisation
from people.models import User
from reports.documents.actions import ask_compilation
from reports.documents.rules import LANGUAGES
from reports.rounds.actions import move_round, start_round, write_passage
from reports.rounds.enums import CycleKind, PassageKey, RoundState
from reports.rounds.models import CycleStep, ReportRound

SLIDES = "Päijät-Hämeen hyvinvointialue, Hyvinvoinnin ja terveyden edistäminen Päijät-Hämeessä, 14.5.2024"

# Slide 38 lost its months when it was read as text; only the first HYTE negotiations (17.8.2023) are dated. The other months are examples.
CYCLE = [
    (CycleKind.COLLECT, "Hyvinvoinnin tilaa kuvaavan tiedon kokoaminen", "Insamling av uppgifter om välfärdens tillstånd", "Gathering data on the state of wellbeing", 1, 3),
    (CycleKind.COLLECT, "Tiedonkeruu: kunnat, toimialat, järjestöt", "Datainsamling: kommuner, sektorer, organisationer", "Data collection: municipalities, sectors, associations", 1, 3),
    (CycleKind.REPORT, "Kuntakortit", "Kommunkort", "Municipality cards", 3, None),
    (CycleKind.REPORT, "Toimialakortit", "Sektorkort", "Sector cards", 3, 4),
    (CycleKind.REPORT, "Järjestökortti", "Föreningskort", "Association card", 4, None),
    (CycleKind.REPORT, "Erillissuunnitelmien infograafit", "Infografik över delplanerna", "Infographics of the separate plans", 4, 5),
    (CycleKind.REPORT, "Raportin yhteenvedon laatiminen", "Sammanfattning av rapporten", "Writing the summary", 5, None),
    (CycleKind.DECIDE, "Valmis hyvinvointiraportti", "Färdig välfärdsrapport", "The report is ready", 5, None),
    (CycleKind.DECIDE, "Hyte-lautakunta", "HYTE-nämnden", "HYTE board", 5, None),
    (CycleKind.DECIDE, "Aluehallitus", "Välfärdsområdesstyrelsen", "County executive board", 6, None),
    (CycleKind.DECIDE, "Aluevaltuusto", "Välfärdsområdesfullmäktige", "County council", 6, None),
    (CycleKind.MEET, "Raportti kuntiin", "Rapporten till kommunerna", "The report goes to the municipalities", 8, None),
    (CycleKind.MEET, "Vuosittaiset hyte-neuvottelut", "De årliga HYTE-förhandlingarna", "Yearly HYTE negotiations", 8, None),
    (CycleKind.COLLECT, "Hyvinvointiraportin tiedonkeruun suunnittelu", "Planering av datainsamlingen", "Planning the data collection", 10, 12),
]  # fmt: skip

REPORT_WORDS: dict[PassageKey, tuple[str, str, str]] = {
    PassageKey.INTRODUCTION: (
        "Hyvinvoinnin edistäminen on jaettu tehtävä kunnan ja hyvinvointialueen välillä.\n"
        "Raportti kokoaa vuoden tiedot aluehallitukselle, aluevaltuustolle ja kunnille.",
        "Att främja välfärden är en delad uppgift mellan kommunen och välfärdsområdet.\n"
        "Rapporten samlar årets uppgifter för områdesstyrelsen, områdesfullmäktige och kommunerna.",
        "Promoting wellbeing is shared work of the municipality and the wellbeing services county.\n"
        "The report gathers the year's data for the county's board and council and for the municipalities.",
    ),
    PassageKey.STRUCTURES: (
        "Ensimmäiset hyte-neuvottelut järjestettiin 17.8.2023. Niihin osallistui 49 henkilöä.\n"
        "Hyte-kertoimen seurantatyöryhmä perustettiin syksyllä 2023.",
        "De första HYTE-förhandlingarna hölls 17.8.2023. I dem deltog 49 personer.\n"
        "En arbetsgrupp som följer HYTE-koefficienten grundades hösten 2023.",
        "The first HYTE negotiations were held on 17 August 2023, with 49 participants.\n"
        "A working group that follows the HYTE coefficient was founded in autumn 2023.",
    ),
    PassageKey.SUMMARY: (
        "Yhteistyön johtaminen, kuntien ja alueen suunnitelmien yhteensovittaminen ja asukkaiden osallisuus vaativat vielä työtä.\n"
        "Resurssit ovat niukat, henkilöt vaihtuvat ja kunnat ovat erilaisia.",
        "Ledningen av samarbetet, samordningen av kommunernas och områdets planer och invånarnas delaktighet kräver ännu arbete.\n"
        "Resurserna är knappa, personalen byts och kommunerna är olika.",
        "Leading the cooperation, aligning the municipalities' and the region's plans, and residents' participation still need work.\n"
        "Resources are scarce, people change and the municipalities differ.",
    ),
}  # fmt: skip

ASIKKALA: dict[PassageKey, tuple[str, str, str]] = {
    PassageKey.CARD_SENTENCE: (
        "Liikkuva kunta, jossa väestö ikääntyy ja sairastavuus on korkea.",
        "En aktiv kommun där befolkningen åldras och sjukligheten är hög.",
        "An active municipality whose population is ageing and where morbidity is high.",
    ),
    PassageKey.CARD_FACTS: (
        "7 952 asukasta (5/2024)\nnoin 330 työntekijää\nkunta vuodesta 1848\nSuomen liikkuvin kunta 2018",
        "7 952 invånare (5/2024)\ncirka 330 anställda\nkommun sedan 1848\nFinlands mest aktiva kommun 2018",
        "7,952 inhabitants (5/2024)\nabout 330 employees\na municipality since 1848\nmost active municipality of Finland 2018",
    ),
    PassageKey.STRENGTHS: (
        "Liikunta: Suomen liikkuvin kunta 2018\nVanhus-, vammais- ja veteraanineuvosto, nuorisovaltuusto ja lapsiparlamentti\nYhdistys- ja kyläillat",
        "Motion: Finlands mest aktiva kommun 2018\nÄldre-, handikapp- och veteranråd, ungdomsfullmäktige och barnparlament\nFörenings- och bykvällar",
        "Exercise: most active municipality of Finland 2018\nCouncil for older people, disabled people and veterans, youth council and children's parliament\n"
        "Association and village evenings",
    ),
    PassageKey.CONCERNS: (
        "Väestö ikääntyy\nMatala koulutustaso\nKorkea sairastavuus\nPäihteiden käyttö",
        "Befolkningen åldras\nLåg utbildningsnivå\nHög sjuklighet\nBruket av rusmedel",
        "The population is ageing\nLow level of education\nHigh morbidity\nUse of intoxicants",
    ),
}  # fmt: skip


def load(now: datetime) -> None:
    county = Organisation.objects.get(slug="paijat-hame")
    official = User.objects.get(email="hva-virkamies@esimerkki.example")
    for position, (kind, fi, sv, en, month, last) in enumerate(CYCLE, 1):
        CycleStep.objects.create(
            county=county,
            kind=kind,
            name_fi=fi,
            name_sv=sv,
            name_en=en,
            month=month,
            last_month=last,
            position=position,
            is_example=True,
        )
    round = start_round(
        county=county, year=now.year, data_on=date(now.year, now.month, now.day), by=official, now=now, is_example=True
    )
    write(round, REPORT_WORDS, None, official, now)
    write(round, ASIKKALA, Organisation.objects.get(slug="asikkala"), official, now)
    for state in (
        RoundState.COLLECTING,
        RoundState.DRAFTING,
        RoundState.COMMENTS,
        RoundState.APPROVAL,
        RoundState.PUBLISHED,
    ):
        move_round(round=round, state=state, by=official, now=now)
    with transaction.atomic():
        ask_compilation(round=round, by=official, now=now, languages=LANGUAGES)


def write(
    round: ReportRound,
    words: dict[PassageKey, tuple[str, str, str]],
    place: Organisation | None,
    by: User,
    now: datetime,
) -> None:
    for key, (fi, sv, en) in words.items():
        write_passage(
            round=round,
            key=key,
            place=place,
            texts={"fi": fi, "sv": sv, "en": en},
            seen_version=0,
            by=by,
            now=now,
            source=SLIDES,
        )
