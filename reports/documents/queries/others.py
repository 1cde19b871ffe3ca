"""Sector cards of the county and the association card."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interfaces.contacts.queries import Coverage
from interfaces.networks.models import Network
from organisations.enums import OrganisationKind
from organisations.models import Body, Organisation
from portal.charts.shapes import ChartTable, Column
from portal.numerals import number
from reports.documents.queries.blocks import Bullets, Chapter, Missing, Note, Section, Table


def sector_cards(county: Organisation, covered: Coverage) -> tuple[Chapter, ...]:
    """One chapter for each sector of the county, in its own order: its posts in the interfaces."""
    sectors = list(Organisation.objects.filter(parent=county, kind=OrganisationKind.SECTOR))
    return tuple(sector_card(sector, sectors, covered) for sector in sectors)


def sector_card(sector: Organisation, sectors: Sequence[Organisation], covered: Coverage) -> Chapter:
    stem = sector.name_fi.split()[0].rstrip("-").lower()
    rows = {
        (pair.interface.name, post.title): None
        for pair in covered.pairs
        for post in pair.county.posts
        if post.post.organisation_id == sector.pk or stem in f"{post.post.title_fi} {post.unit_name}".lower()
    }
    count = len(rows)
    finding = (
        ngettext("%(name)s answers for %(n)s interface", "%(name)s answers for %(n)s interfaces", count)
        % {"name": sector.name, "n": number(count)}
        if rows
        else sector.name
    )
    columns = (Column(_("Interface")), Column(_("Post that answers")))
    table = ChartTable(_("Interfaces and posts, %(name)s") % {"name": sector.name}, columns, tuple(rows))
    unknown = (Missing(_("no data")),)
    return Chapter(
        slug=f"sector-{sector.slug}",
        line=_("Sector card"),
        finding=finding,
        lead="",
        sections=(
            Section(_("Posts in the interfaces"), (Table(table),) if rows else unknown),
            Section(_("What was done"), unknown),
            Section(_("What is planned"), unknown),
        ),
        notes=(Note(_("Source"), (_("Kuuluu's register of contacts."),)),),
        compact=True,
    )


def association_card(county: Organisation) -> Chapter:
    words = Q(name_fi__icontains="yhdisty") | Q(name_fi__icontains="järjestö")
    networks = list(Network.objects.filter(region=county).filter(words).select_related("interface"))
    bodies = list(Body.objects.filter(organisation=county, name_fi__icontains="järjestö"))
    count = len(networks)
    return Chapter(
        slug="associations",
        line=_("Association card"),
        finding=ngettext(
            "Associations take part in %(n)s network of the region",
            "Associations take part in %(n)s networks of the region",
            count,
        )
        % {"n": number(count)},
        lead=_("Networks whose name tells that associations are in them."),
        sections=(
            Section(
                _("Networks of associations"),
                (
                    Table(
                        ChartTable(
                            _("Networks of associations and their interfaces"),
                            (Column(_("Network")), Column(_("Interface"))),
                            tuple((network.name, network.interface.name) for network in networks),
                        )
                    ),
                )
                if networks
                else (Missing(_("no data")),),
            ),
            Section(
                _("Bodies"), (Bullets(tuple(body.name for body in bodies)),) if bodies else (Missing(_("no data")),)
            ),
            Section(_("Grants and premises"), (Missing(_("no data")),)),
        ),
        notes=(Note(_("Source"), (_("Kuuluu's register of networks."),)),),
        compact=True,
    )
