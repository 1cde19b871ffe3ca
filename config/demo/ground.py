"""The ground: Päijät-Häme with its ten municipalities, sectors and boards, and bilingual Lapinjärvi of another region.

Names and codes are official; sectors, boards and figures of 2024 come from the county's and the municipalities' own public slides
(structure of wellbeing work in Päijät-Häme 14.5.2024, Lapinjärvi 14.5.2024, Lahti 2022). Colours are this demo's own choice.
Areas of Lahti and ways to reach it in person are examples and marked so.
"""

from datetime import date, datetime
from decimal import Decimal

from config.demo import panels
from config.demo.population import FIRST_YEAR, SERIES, SOURCE
from organisations.actions import (
    Names,
    add_area,
    add_body,
    add_fact,
    change_details,
    create_organisation,
    place_centre,
    record_population,
)
from organisations.enums import BodyKind, LanguagesInUse, OrganisationKind
from organisations.models import Organisation

# slug, code, names, cases, is it a city, colour, address on the web
TOWNS: tuple[tuple[str, str, Names, Names, bool, str, str], ...] = (
    ("asikkala", "016", ("Asikkala", "Asikkala", "Asikkala"), ("Asikkalan", "Asikkalalle", "Asikkalassa"), False, "#12597a", "https://asikkala.fi/"),
    ("hartola", "081", ("Hartola", "Gustav Adolfs", "Hartola"), ("Hartolan", "Hartolalle", "Hartolassa"), False, "#3d5a2a", "https://hartola.fi/"),
    ("heinola", "111", ("Heinola", "Heinola", "Heinola"), ("Heinolan", "Heinolalle", "Heinolassa"), True, "#1e4f8a", "https://www.heinola.fi/"),
    ("hollola", "098", ("Hollola", "Hollola", "Hollola"), ("Hollolan", "Hollolalle", "Hollolassa"), False, "#2f5d50", "https://www.hollola.fi/"),
    ("iitti", "142", ("Iitti", "Itis", "Iitti"), ("Iitin", "Iitille", "Iitissä"), False, "#5a4a1f", "https://www.iitti.fi/"),
    ("karkola", "316", ("Kärkölä", "Kärkölä", "Kärkölä"), ("Kärkölän", "Kärkölälle", "Kärkölässä"), False, "#4a4f7c", "https://www.karkola.fi/"),
    ("lahti", "398", ("Lahti", "Lahtis", "Lahti"), ("Lahden", "Lahdelle", "Lahdessa"), True, "#0e5364", "https://www.lahti.fi/"),
    ("orimattila", "560", ("Orimattila", "Orimattila", "Orimattila"), ("Orimattilan", "Orimattilalle", "Orimattilassa"), True, "#6b4a2f", "https://www.orimattila.fi/"),
    ("padasjoki", "576", ("Padasjoki", "Padasjoki", "Padasjoki"), ("Padasjoen", "Padasjoelle", "Padasjoella"), False, "#0b5c52", "https://www.padasjoki.fi/"),
    ("sysma", "781", ("Sysmä", "Sysmä", "Sysmä"), ("Sysmän", "Sysmälle", "Sysmässä"), False, "#33566b", "https://www.sysma.fi/"),
)  # fmt: skip

# The centres of the towns (WGS 84), where a map of them begins: the square or the church of the centre.
CENTRES: dict[str, tuple[str, str]] = {
    "asikkala": ("61.1726", "25.5458"), "hartola": ("61.5814", "26.0178"), "heinola": ("61.2026", "26.0381"),
    "hollola": ("60.9886", "25.5128"), "iitti": ("60.8861", "26.3414"), "karkola": ("60.8706", "25.2742"),
    "lahti": ("60.9827", "25.6615"), "orimattila": ("60.8044", "25.7297"), "padasjoki": ("61.3500", "25.2736"),
    "sysma": ("61.5022", "25.6856"), "lapinjarvi": ("60.6247", "26.1983"),
}  # fmt: skip

SECTORS: tuple[tuple[str, Names], ...] = (
    ("tukipalvelut", ("Tukipalvelut", "Stödtjänster", "Support services")),
    ("pelastustoimi", ("Pelastustoimi", "Räddningsväsendet", "Rescue services")),
    (
        "ikaantyneet-ja-kuntoutus",
        ("Ikääntyneet ja kuntoutus", "Äldre och rehabilitering", "Older people and rehabilitation"),
    ),
    (
        "perhe-ja-sosiaalipalvelut",
        ("Perhe- ja sosiaalipalvelut", "Familje- och socialtjänster", "Family and social services"),
    ),
    (
        "terveys-ja-sairaanhoitopalvelut",
        ("Terveys- ja sairaanhoitopalvelut", "Hälso- och sjukvårdstjänster", "Health and medical services"),
    ),
)

COUNTY_BODIES: tuple[tuple[BodyKind, Names], ...] = (
    (BodyKind.COUNCIL, ("Aluevaltuusto", "Välfärdsområdesfullmäktige", "County council")),
    (BodyKind.EXECUTIVE, ("Aluehallitus", "Välfärdsområdesstyrelsen", "County executive")),
    (
        BodyKind.COMMITTEE,
        (
            "Hyvinvoinnin ja terveyden edistämisen lautakunta",
            "Nämnden för främjande av välfärd och hälsa",
            "Committee for wellbeing and health",
        ),
    ),
    (BodyKind.ADVISORY, ("Yhdyspintaneuvottelukunta", "Delegationen för gränssnittsfrågor", "Advisory board on interfaces")),
    (BodyKind.ADVISORY, ("Järjestöneuvottelukunta", "Organisationsdelegationen", "Advisory board of associations")),
)  # fmt: skip

LAHTI_BODIES: tuple[tuple[BodyKind, Names], ...] = (
    (BodyKind.COMMITTEE, ("Sivistyslautakunta", "Bildningsnämnden", "Education committee")),
    (BodyKind.COMMITTEE, ("Hyvinvoinnin ja vapaa-ajan lautakunta", "Nämnden för välfärd och fritid", "Wellbeing and leisure committee")),
    (BodyKind.COMMITTEE, ("Wellamo-opiston johtokunta", "Direktionen för Wellamo-institutet", "Board of the Wellamo institute")),
)  # fmt: skip

LAHTI_AREAS: tuple[Names, ...] = (
    ("Keskusta", "Centrum", "Centre"),
    ("Etelä", "Södra", "South"),
    ("Itä", "Östra", "East"),
    ("Länsi", "Västra", "West"),
    ("Pohjoinen", "Norra", "North"),
)

MAY_2024 = date(2024, 5, 14)
LAPINJARVI_SOURCE = "Lapinjärven kunta, esitys kuntien hyvinvointiseminaarissa 14.5.2024"
ASIKKALA_SOURCE = "Asikkalan kunta ja Päijät-Hämeen hyvinvointialue, esitys 14.5.2024"
LAPINJARVI_FACTS: tuple[tuple[Names, str], ...] = (
    (("Alle 25-vuotiaita", "Under 25 år", "Under 25 years old"), "20.9"),
    (("25–64-vuotiaita", "25–64 år", "25 to 64 years old"), "47.9"),
    (("Yli 65-vuotiaita", "Över 65 år", "Over 65 years old"), "31.2"),
    (("Yli 75-vuotiaita", "Över 75 år", "Over 75 years old"), "15.8"),
    (("Suomenkielisiä", "Finskspråkiga", "Finnish speakers"), "63.3"),
    (("Ruotsinkielisiä", "Svenskspråkiga", "Swedish speakers"), "29.8"),
    (("Muunkielisiä", "Övriga språk", "Speakers of other languages"), "6.9"),
    (("Ulkomaalaistaustaisia", "Med utländsk bakgrund", "With a foreign background"), "6.2"),
)


def load(now: datetime) -> None:
    county = load_county()
    for position, town in enumerate(TOWNS):
        load_town(county, position, *town)
    load_lahti(Organisation.objects.get(slug="lahti"))
    asikkala = Organisation.objects.get(slug="asikkala")
    record_population(organisation=asikkala, figures=[(2024, 7952)], source=ASIKKALA_SOURCE)
    load_lapinjarvi()
    panels.load()


def load_county() -> Organisation:
    county = create_organisation(
        kind=OrganisationKind.COUNTY, slug="paijat-hame", code="09", is_home=True, valid_from=date(2023, 1, 1),
        names=(
            "Päijät-Hämeen hyvinvointialue",
            "Päijänne-Tavastlands välfärdsområde",
            "Wellbeing services county of Päijät-Häme",
        ),
        cases=(
            "Päijät-Hämeen hyvinvointialueen",
            "Päijät-Hämeen hyvinvointialueelle",
            "Päijät-Hämeen hyvinvointialueella",
        ),
    )  # fmt: skip
    change_details(organisation=county, phone="", visiting_address="", website="https://www.paijatha.fi/")
    write_series(county)
    for position, (slug, names) in enumerate(SECTORS):
        create_organisation(kind=OrganisationKind.SECTOR, slug=slug, names=names, parent=county, position=position)
    create_organisation(
        kind=OrganisationKind.AUTHORITY, slug="paijat-hameen-liitto", parent=county,
        names=("Päijät-Hämeen liitto", "Päijänne-Tavastlands förbund", "Regional Council of Päijät-Häme"),
    )  # fmt: skip
    for position, (kind, body) in enumerate(COUNTY_BODIES):
        add_body(organisation=county, kind=kind, names=body, position=position)
    return county


def load_town(
    county: Organisation,
    position: int,
    slug: str,
    code: str,
    names: Names,
    cases: Names,
    is_city: bool,
    colour: str,
    web: str,
) -> None:
    town = create_organisation(
        kind=OrganisationKind.MUNICIPALITY, slug=slug, code=code, names=names, cases=cases, parent=county, brand=colour,
        position=position,
    )  # fmt: skip
    change_details(organisation=town, phone="", visiting_address="", website=web)
    place_centre(organisation=town, centre=CENTRES[slug])
    write_series(town)
    load_councils(town, is_city)


def load_councils(town: Organisation, is_city: bool) -> None:
    """Every municipality has a council and an executive board (Local Government Act 410/2015)."""
    council = ("Kaupunginvaltuusto", "Stadsfullmäktige", "City council")
    board = ("Kaupunginhallitus", "Stadsstyrelsen", "City executive board")
    if not is_city:
        council = ("Kunnanvaltuusto", "Kommunfullmäktige", "Municipal council")
        board = ("Kunnanhallitus", "Kommunstyrelsen", "Municipal executive board")
    add_body(organisation=town, kind=BodyKind.COUNCIL, names=council, position=0)
    add_body(organisation=town, kind=BodyKind.EXECUTIVE, names=board, position=1)


def load_lahti(lahti: Organisation) -> None:
    for position, (kind, body) in enumerate(LAHTI_BODIES, start=2):
        add_body(organisation=lahti, kind=kind, names=body, position=position)
    for position, area in enumerate(LAHTI_AREAS):
        add_area(organisation=lahti, names=area, position=position, is_example=True)
    change_details(
        organisation=lahti, phone="03 123 4567", visiting_address="Lahti-piste, Kauppakeskus Trio",
        website="https://www.lahti.fi/", is_example=True,
    )  # fmt: skip


def load_lapinjarvi() -> None:
    region = create_organisation(
        kind=OrganisationKind.COUNTY, slug="ita-uusimaa", code="01", valid_from=date(2023, 1, 1), languages=LanguagesInUse.FI_SV,
        names=(
            "Itä-Uudenmaan hyvinvointialue",
            "Östra Nylands välfärdsområde",
            "Wellbeing services county of East Uusimaa",
        ),
        cases=(
            "Itä-Uudenmaan hyvinvointialueen",
            "Itä-Uudenmaan hyvinvointialueelle",
            "Itä-Uudenmaan hyvinvointialueella",
        ),
        position=1,
    )  # fmt: skip
    town = create_organisation(
        kind=OrganisationKind.MUNICIPALITY, slug="lapinjarvi", code="407", parent=region, languages=LanguagesInUse.FI_SV,
        names=("Lapinjärvi", "Lappträsk", "Lapinjärvi"), cases=("Lapinjärven", "Lapinjärvelle", "Lapinjärvellä"),
        brand="#2b5a46",
    )  # fmt: skip
    change_details(organisation=town, phone="", visiting_address="", website="https://www.lapinjarvi.fi/")
    place_centre(organisation=town, centre=CENTRES["lapinjarvi"])
    write_series(town)
    record_population(organisation=town, figures=[(2024, 2449)], source=LAPINJARVI_SOURCE)
    add_body(organisation=town, kind=BodyKind.COUNCIL, names=("Valtuusto", "Fullmäktige", "Council"), position=0)
    add_body(
        organisation=town, kind=BodyKind.EXECUTIVE, position=1,
        names=("Kunnanhallitus", "Kommunstyrelsen", "Municipal executive board"),
    )  # fmt: skip
    add_body(
        organisation=town, kind=BodyKind.COMMITTEE, position=2,
        names=(
            "Sivistys- ja hyvinvointilautakunta",
            "Bildnings- och välfärdsnämnden",
            "Committee for education and wellbeing",
        ),
    )  # fmt: skip
    for position, (labels, value) in enumerate(LAPINJARVI_FACTS):
        add_fact(
            organisation=town, labels=labels, value=Decimal(value), unit="%", as_of=MAY_2024,
            source=LAPINJARVI_SOURCE, position=position,
        )  # fmt: skip


def write_series(place: Organisation) -> None:
    figures = list(enumerate(SERIES[place.slug], start=FIRST_YEAR))
    record_population(organisation=place, figures=figures, source=SOURCE)
