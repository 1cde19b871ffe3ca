"""What the pages about the service tell: how the promise is kept, and data to take away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.models import Organisation, Population
from organisations.queries.shelves import FRONT_PROMISES, OPEN_DATA, OpenDataSet, PromiseFigure
from portal.exceptions import NotVisible
from portal.tables import Column, Row, Table

DEFAULT_PROMISE = 10  # working days, where no place is named


@dataclass(frozen=True)
class PromisePage:
    days: int
    figures: Sequence[PromiseFigure]

    @property
    def is_example(self) -> bool:
        return any(figure.is_example for figure in self.figures)


def promise_of(organisation: Organisation | None, *, now: datetime) -> PromisePage:
    if organisation is None:
        return PromisePage(DEFAULT_PROMISE, [])
    figures = [figure for provider in FRONT_PROMISES for figure in provider(organisation, now)]
    return PromisePage(organisation.answer_promise_days, figures)


def open_data_of(organisation: Organisation | None) -> list[OpenDataSet]:
    return [item for provider in OPEN_DATA for item in provider(organisation)]


def population_data(organisation: Organisation | None) -> list[OpenDataSet]:
    """The population series of the place, for the index of open data."""
    if organisation is None:
        return []
    newest = organisation.populations.order_by("-year").first()
    if newest is None:
        return []
    files = [
        (form.upper(), reverse("population_export", kwargs={"slug": organisation.slug, "form": form}))
        for form in ("csv", "xlsx")
    ]
    return [
        OpenDataSet(
            title=_("Population by year, %(place)s") % {"place": organisation.name},
            text=_("Inhabitants at the end of each year, with the source of each figure."),
            source=newest.source,
            licence="CC BY 4.0",
            files=files,
        )
    ]


def population_table(organisation: Organisation, form: str) -> Table:
    """Raises NotVisible for another form than csv or xlsx."""
    if form not in {"csv", "xlsx"}:
        raise NotVisible(form)
    columns = [Column(_("Year"), 8), Column(_("Inhabitants"), 14), Column(_("Source"), 60)]
    return Table(f"vakiluku-{organisation.slug}", _("Population"), columns, population_rows(organisation))


def population_rows(organisation: Organisation) -> Iterator[Row]:
    figures = Population.objects.filter(organisation=organisation).order_by("year")
    yield from figures.values_list("year", "inhabitants", "source").iterator()
