"""The public figures of an organisation's year: on a page, and as a table to take away. The report reads the same `participation_year`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organisations.models import Organisation
from participation.matters.models import Matter
from participation.matters.queries.figures import HelpedShare, ParticipationYear, TopicYear, participation_year
from participation.matters.rules import FEWEST_ANSWERS
from portal.exceptions import NotVisible
from portal.numerals import no_data, number, percent
from portal.shelves import Shelf
from portal.tables import Column, Table

OLDEST = 2000


@dataclass(frozen=True)
class FigureSection:
    """A section that a slice puts on the page of a year's figures: a table with its way to a page of its own."""

    title: str
    text: str
    caption: str
    columns: Sequence[tuple[str, bool]]
    rows: Sequence[Sequence[str]]
    url: str
    link_label: str


FIGURE_SECTIONS: Shelf[Callable[[Organisation, int], FigureSection | None]] = Shelf("matters.figure_sections")


@dataclass(frozen=True)
class FiguresPage:
    """`years` that have matters, newest first; `columns` and `rows` are of components/table.html."""

    year: int
    years: Sequence[int]
    figures: ParticipationYear
    facts: Sequence[tuple[str, str]]
    helped: str
    columns: Sequence[tuple[str, bool]]
    rows: Sequence[Sequence[str]]
    fewest: int = FEWEST_ANSWERS
    sections: Sequence[FigureSection] = ()

    @property
    def half(self) -> str:
        return number(self.figures.median_days)

    @property
    def nine(self) -> str:
        return number(self.figures.nine_in_ten_days)


def years_of(organisation: Organisation, today: date) -> list[int]:
    """The years in which something was received, and this one. One query."""
    received = {moment.year for moment in Matter.objects.of(organisation).datetimes("received_at", "year")}
    return sorted(received | {today.year}, reverse=True)


def year_at(typed: str, today: date) -> int:
    """The year that was asked for, this one unless told. Raises NotVisible for what is no year, or one still to come."""
    if not typed:
        return today.year
    if not typed.isdecimal() or not OLDEST <= int(typed) <= today.year:
        raise NotVisible(typed)
    return int(typed)


def year_of(organisation: Organisation, year: int, today: date) -> ParticipationYear:
    return participation_year(organisation, year, min(today, date(year, 12, 31)))


def figures_page(organisation: Organisation, year: int, today: date) -> FiguresPage:
    """Two queries and those of the FIGURE_SECTIONS shelf."""
    figures = year_of(organisation, year, today)
    return FiguresPage(
        year=year,
        years=years_of(organisation, today),
        figures=figures,
        facts=[
            (number(figures.received), _("messages received")),
            (number(figures.answered), _("of them answered")),
            (rounded(figures.share_in_promise), _("answered within the promise")),
            (rounded(figures.helped.share), _("said that the answer helped")),
        ],
        helped=helped_words(figures.helped),
        columns=[(str(column.header), position > 0) for position, column in enumerate(columns_of_figures())],
        rows=[texts_of(topic) for topic in figures.by_topic],
        sections=[section for provider in FIGURE_SECTIONS if (section := provider(organisation, year)) is not None],
    )


def rounded(share: float | None) -> str:
    return percent(round(share)) if share is not None else no_data()


def helped_words(helped: HelpedShare) -> str:
    """How many told and what; under five of them only that they were too few, so that nobody's word can be guessed."""
    if helped.share is None:
        return _("Fewer than five have told whether the answer helped, so there is no figure.")
    return _("%(told)s told whether the answer helped: %(yes)s yes, %(partly)s partly, %(no)s no.") % {
        "told": number(helped.told), "yes": number(helped.yes), "partly": number(helped.partly), "no": number(helped.no)
    }  # fmt: skip


def columns_of_figures() -> list[Column]:
    return [
        Column(_("Topic"), 36),
        Column(pgettext("figures", "Received"), 12),
        Column(pgettext("figures", "Answered"), 12),
        Column(_("Within the promise"), 18),
        Column(_("Half of the answers within, working days"), 22, 1),
        Column(_("Nine answers in ten within, working days"), 22),
        Column(_("The answer helped, per cent"), 18, 0),
    ]


def texts_of(topic: TopicYear) -> list[str]:
    return [
        topic.name, number(topic.received), number(topic.answered), number(topic.in_promise), number(topic.median_days),
        number(topic.nine_in_ten_days), rounded(topic.helped.share),
    ]  # fmt: skip


def figures_table(organisation: Organisation, year: int, today: date) -> Table:
    """All topics together on the first row, then each. An empty cell is a figure of under five answers. One query."""
    figures = year_of(organisation, year, today)
    whole = TopicYear(
        None, _("All topics"), figures.received, figures.answered, figures.in_promise, figures.median_days, figures.nine_in_ten_days,
        figures.helped,
    )  # fmt: skip
    return Table(
        name=f"{organisation.slug}-{year}",
        title=_("Answers in %(year)s") % {"year": year},
        columns=columns_of_figures(),
        rows=[
            [
                topic.name, topic.received, topic.answered, topic.in_promise, topic.median_days, topic.nine_in_ten_days, topic.helped.share,
            ]
            for topic in (whole, *figures.by_topic)
        ],
    )  # fmt: skip
