"""Panels and councils that the seed documents name; what they do not tell (meetings, members) is left empty."""

from organisations.models import Organisation
from participation.panels.actions import Texts, add_panel
from participation.panels.enums import PanelKind

ASIKKALA = "Asikkalan kunta ja Päijät-Hämeen hyvinvointialue, esitys 14.5.2024"
LAPINJARVI = "Lapinjärven kunta, esitys kuntien hyvinvointiseminaarissa 14.5.2024"
LAHTI = "Lahden kaupunki, Osallisuus ja hyvinvointi -palveluyksikön esitys 2022"

LAW = "Kuntalaki 410/2015, 26 §"

YOUTH_COUNCIL: Texts = ("Nuorisovaltuusto", "Ungdomsfullmäktige", "Youth council")
OLDER_AND_DISABILITY: Texts = (
    "Vanhus- ja vammaisneuvosto",
    "Äldre- och handikapprådet",
    "Council for older and disabled people",
)
# What the law gives them (Local Government Act 410/2015, sections 26 to 28), in plain words.
YOUTH_INFLUENCE: Texts = (
    "Suunnittelu, valmistelu, toteutus ja seuranta kunnan kaikilla toimialoilla, kun asialla on merkitystä nuorille.",
    "Planering, beredning, genomförande och uppföljning i kommunens alla sektorer när frågan är viktig för unga.",
    "Planning, preparation, work and follow-up in every field of the municipality when the matter is important to young people.",
)
OLDER_AND_DISABILITY_INFLUENCE: Texts = (
    "Asiat, joilla on merkitystä ikääntyneiden ja vammaisten ihmisten hyvinvoinnille, asumiselle, liikkumiselle ja palveluille.",
    "Frågor som är viktiga för äldre personers och personer med funktionsnedsättnings välfärd, boende, rörlighet och service.",
    "Matters important to the wellbeing, housing, moving about and services of older people and people with disabilities.",
)


def load() -> None:
    asikkala = Organisation.objects.get(slug="asikkala")
    add_panel(
        organisation=asikkala, kind=PanelKind.OLDER_AND_DISABILITY, source=ASIKKALA, influence=OLDER_AND_DISABILITY_INFLUENCE,
        names=(
            "Vanhus-, vammais- ja veteraanineuvosto",
            "Äldre-, handikapp- och veteranrådet",
            "Council for older people, disabled people and veterans",
        ),
    )  # fmt: skip
    add_youth(asikkala, ASIKKALA)
    add_panel(
        organisation=asikkala, kind=PanelKind.CHILDREN, source=ASIKKALA, position=2,
        names=("Lapsiparlamentti", "Barnens parlament", "Children's parliament"),
    )  # fmt: skip
    add_panel(
        organisation=asikkala, kind=PanelKind.EVENING, source=ASIKKALA, position=3,
        names=("Yhdistys- ja kyläillat", "Förenings- och bykvällar", "Evenings for associations and villages"),
    )  # fmt: skip
    for slug, source in (("lapinjarvi", LAPINJARVI), ("lahti", LAHTI)):
        place = Organisation.objects.get(slug=slug)
        add_panel(
            organisation=place, kind=PanelKind.OLDER_AND_DISABILITY, names=OLDER_AND_DISABILITY, source=source,
            influence=OLDER_AND_DISABILITY_INFLUENCE,
        )  # fmt: skip
    add_youth(Organisation.objects.get(slug="lapinjarvi"), LAPINJARVI)
    add_youth(Organisation.objects.get(slug="lahti"), LAW)
    add_panel(
        organisation=Organisation.objects.get(slug="lahti"), kind=PanelKind.TABLE, source=LAHTI, position=2,
        names=("Kumppanuuspöydät", "Partnerskapsbord", "Partnership tables"),
    )  # fmt: skip


def add_youth(place: Organisation, source: str) -> None:
    add_panel(
        organisation=place,
        kind=PanelKind.YOUTH,
        names=YOUTH_COUNCIL,
        source=source,
        influence=YOUTH_INFLUENCE,
        position=1,
    )
