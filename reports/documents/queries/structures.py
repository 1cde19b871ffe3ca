"""Chapter on structures: who answers for interfaces, networks under their headings, and what the county has decided to do together."""

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interfaces.contacts.queries import Coverage
from interfaces.networks.models import Network
from organisations.models import Body, Organisation
from portal.charts.shapes import ChartTable, Column
from portal.numerals import number
from reports.documents.queries.blocks import Bullets, Chapter, Facts, Missing, Note, Section, Table, Words


def structures_chapter(line: str, covered: Coverage, own: Words | None) -> Chapter:
    done, total = covered.total.done, covered.total.total
    return Chapter(
        slug="structures",
        line=line,
        finding=_("%(done)s of %(total)s contact pairs are in order") % {"done": number(done), "total": number(total)},
        lead=_("A pair is in order when both the municipality and the county have a contact that can be reached."),
        sections=tuple(
            section
            for section in (
                Section(_("In their own words"), (own,)) if own else None,
                coverage_section(covered),
                networks_section(covered.county),
                bodies_section(covered.county),
            )
            if section
        ),
        notes=(
            Note(
                _("How to read"),
                (_("A contact is a post, not a person. It is up to date when it has been confirmed within a year."),),
            ),
            Note(_("Source"), (_("Kuuluu's register of contacts and networks, %(on)s.") % {"on": short(covered)},)),
        ),
        is_example=any(
            post.is_example or post.confirmation_is_example
            for p in covered.pairs
            for s in (p.municipality, p.county)
            for post in s.posts
        ),
    )


def short(covered: Coverage) -> str:
    return f"{covered.on.day}.{covered.on.month}.{covered.on.year}"


def coverage_section(covered: Coverage) -> Section:
    columns = (
        Column(_("Municipality")),
        Column(_("Pairs in order"), True),
        Column(_("Interfaces"), True),
        Column(_("Vacant in the municipality"), True),
    )
    rows = tuple(
        (
            m.name,
            number(covered.by_municipality[m.pk].done),
            number(covered.by_municipality[m.pk].total),
            number(sum(1 for p in covered.of(m) if not p.municipality.posts)),
        )
        for m in covered.municipalities
    )
    caption = _("Contact pairs of interfaces by municipality, %(on)s") % {"on": short(covered)}
    return Section(_("Who answers for what"), (Table(ChartTable(caption, columns, rows)),))


def networks_section(county: Organisation) -> Section:
    """Networks counted under their topmost interface, in the interfaces' own order. One query."""
    counts: dict[str, int] = {}
    networks = Network.objects.filter(region=county).select_related("interface__parent")
    for network in networks.order_by("interface__position", "position"):
        heading = (network.interface.parent or network.interface).name
        counts[heading] = counts.get(heading, 0) + 1
    total = sum(counts.values())
    if not counts:
        return Section(_("Networks"), (Missing(_("No networks have been recorded.")),))
    caption = ngettext("%(n)s network by interface", "%(n)s networks by interface", total) % {"n": number(total)}
    rows = tuple((name, number(count)) for name, count in counts.items())
    table = ChartTable(caption, (Column(_("Interface")), Column(_("Networks"), True)), rows)
    return Section(
        _("Networks"),
        (Facts(((number(total), _("networks")), (number(len(counts)), _("interfaces with networks")))), Table(table)),
    )


def bodies_section(county: Organisation) -> Section:
    names = list(Body.objects.filter(organisation=county).annotate(n=Count("pk")))
    if not names:
        return Section(_("Bodies that decide"), (Missing(_("no data")),))
    return Section(_("Bodies that decide"), (Bullets(tuple(body.name for body in names)),))
