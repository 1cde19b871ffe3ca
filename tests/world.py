"""The demo as the world of the exhaustive tests: loaded once a module, rolled back afterwards, with the cast of Lahti added to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.management import call_command
from django.db import transaction
from django.utils import translation

from interfaces.contacts.models import Post
from organisations.models import Organisation
from organisations.queries import municipalities_of
from participation.budgeting.models import Proposal
from participation.matters.models import Matter
from people.enums import Role
from people.models import RoleGrant, User
from portal.models import Job
from portal.pdf import Pdf
from reports.documents.actions import finish_version, store_document
from reports.documents.enums import DocumentKind
from reports.documents.models import Version
from reports.documents.queries.card import card_of
from reports.documents.queries.report import report_of
from tests.personas import NOW, Cast, invite


@dataclass(frozen=True)
class World:
    county: Organisation
    lahti: Organisation
    heinola: Organisation
    cast: Cast
    idea: Matter
    job: Job
    post: Post
    proposal: Proposal
    grant: RoleGrant


def ready_version() -> None:
    """Make the demo's first version of the report ready: its data is real, its files are placeholders (writing them has its own tests)."""
    version = Version.objects.select_related("round__county").get()
    with translation.override("fi"):
        report = report_of(version.round)
        sheets = [
            (DocumentKind.REPORT, None, report),
            *(
                (DocumentKind.MUNICIPALITY_CARD, m, card_of(version.round, m))
                for m in municipalities_of(version.round.county)
            ),
        ]
        for language in ("fi", "sv", "en"):
            for kind, place, dataset in sheets:
                store_document(
                    version=version,
                    kind=kind,
                    language=language,
                    place=place,
                    title=dataset.title,
                    dataset=dataset,
                    pdf=Pdf(b"%PDF-1.7", 1),
                )
    finish_version(version=version, now=NOW)


def populate() -> World:
    """The demo, its report ready, and the cast of Lahti beside the demo's own accounts."""
    call_command("load_demo", verbosity=0)
    ready_version()
    county = Organisation.objects.get(is_home=True)
    lahti, heinola = Organisation.objects.get(slug="lahti"), Organisation.objects.get(slug="heinola")
    people = {role.value: invite(role.value, lahti, role) for role in Role}
    User.objects.filter(pk=people["resident"].pk).update(home_municipality=lahti, birth_year=1955, identified_at=NOW)
    cast = Cast(
        **people,
        county_official=invite("county-official", county, Role.OFFICIAL),
        county_coordinator=invite("county-coordinator", county, Role.COORDINATOR),
        other_coordinator=invite("other-coordinator", heinola, Role.COORDINATOR),
    )
    return World(
        county=county,
        lahti=lahti,
        heinola=heinola,
        cast=cast,
        idea=Matter.objects.filter(organisation=lahti, visibility="public", state="open").first(),
        job=Job.objects.get(),
        post=Post.objects.filter(organisation=lahti).first(),
        proposal=Proposal.objects.filter(area__round__organisation=lahti, area__round__state="voting").first(),
        grant=RoleGrant.objects.get(user=cast.moderator),
    )


@contextmanager
def demo_world() -> Iterator[World]:
    """The populated world. Everything in the database is rolled back at the end."""
    with transaction.atomic():
        yield populate()
        transaction.set_rollback(True)
