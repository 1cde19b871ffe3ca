"""The demo's cast, named by role: nobody in it is a person."""

from datetime import datetime

from organisations.models import Organisation
from people.actions import make_demo_account
from people.enums import Role

DOMAIN = "esimerkki.example"

# name before the @, organisation, role, year of birth (residents only), language
CAST: tuple[tuple[str, str, Role, int | None, str], ...] = (
    ("asukas", "lahti", Role.RESIDENT, 1955, "fi"),
    ("asukas-heinola", "heinola", Role.RESIDENT, 1988, "fi"),
    ("moderoija", "lahti", Role.MODERATOR, None, "fi"),
    ("koordinaattori", "lahti", Role.COORDINATOR, None, "fi"),
    ("virkamies", "lahti", Role.OFFICIAL, None, "fi"),
    ("yhteyshenkilorekisteri", "lahti", Role.REGISTRAR, None, "fi"),
    ("tarkastaja", "lahti", Role.AUDITOR, None, "fi"),
    ("paakayttaja", "lahti", Role.ADMINISTRATOR, None, "fi"),
    ("hva-virkamies", "paijat-hame", Role.OFFICIAL, None, "fi"),
    ("hva-koordinaattori", "paijat-hame", Role.COORDINATOR, None, "fi"),
    ("asikkala-koordinaattori", "asikkala", Role.COORDINATOR, None, "fi"),
    ("heinola-koordinaattori", "heinola", Role.COORDINATOR, None, "fi"),
    ("lapinjarvi-koordinaattori", "lapinjarvi", Role.COORDINATOR, None, "sv"),
)


def load(now: datetime) -> None:
    """Make the accounts; running it again changes nothing."""
    organisations = {organisation.slug: organisation for organisation in Organisation.objects.public()}
    for name, slug, role, birth_year, language in CAST:
        make_demo_account(
            email=f"{name}@{DOMAIN}",
            organisation=organisations[slug],
            role=role,
            birth_year=birth_year,
            language=language,
            now=now,
        )
