"""The whole annual report of a county: cover, three parts, each chapter with its finding, sources and the data's day."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from interfaces.contacts.queries import Coverage, coverage
from organisations.models import Organisation
from organisations.queries import municipalities_of
from participation.matters.models import Matter
from portal.numerals import day, number
from reports.documents.queries.blocks import Bullets, Chapter, Facts, Missing, Note, Part, Report, Section, Words
from reports.documents.queries.card import Card, card_of, population_fan, population_table
from reports.documents.queries.others import association_card, sector_cards
from reports.documents.queries.plans import actions_chapter, plan_infographics
from reports.documents.queries.residents import region_matters, residents_chapter
from reports.documents.queries.state import wellbeing_chapters
from reports.documents.queries.structures import structures_chapter
from reports.rounds.enums import PassageKey
from reports.rounds.models import Passage, ReportRound
from reports.rounds.queries import passages_of
from reports.rounds.rules import lines


def report_of(round: ReportRound) -> Report:
    """The report as the house knows it on the round's day, in the active language."""
    places = municipalities_of(round.county)
    covered = coverage(round.county, round.data_on)
    words = {key: p for (key, place_id), p in passages_of(round).items() if place_id is None}
    fan = population_fan(places)
    return Report(
        title=_("Well-being report %(year)s") % {"year": round.year},
        subtitle=_("How people are in the region, what residents said, and what was done together"),
        publisher=_("%(county)s and its municipalities") % {"county": round.county.name},
        year=round.year,
        data_on=day(round.data_on),
        cover=fan if fan.indexed() else None,
        cover_note=_(
            "The picture on the cover: population of the municipalities 2000–2022, year 2000 = 100. "
            "Source: Statistics Finland, population on 31 December."
        ),
        parts=(
            Part(_("Part 1: How we are and what we do"), part_one(round, places, covered, words)),
            Part(_("Part 2: Cards"), part_two(round, places, covered)),
            Part(_("Part 3: The regional plans in pictures"), plan_infographics(round.county, round.data_on)),
        ),
        is_example=round.is_example,
    )


def own(passage: Passage | None) -> Words | None:
    """People's own words as a block; None where nobody has written."""
    if passage is None or not passage.text:
        return None
    return Words(tuple(lines(passage.text)), own=True, source=passage.source, is_example=passage.is_example)


def line(number: int, name: str) -> str:
    return _("Chapter %(number)s · %(name)s") % {"number": number, "name": name}


def part_one(
    round: ReportRound, places: list[Organisation], covered: Coverage, words: dict[str, Passage]
) -> tuple[Chapter, ...]:
    return (
        introduction(round, places, own(words.get(PassageKey.INTRODUCTION))),
        *wellbeing_chapters(
            line(2, _("Wellbeing and health")), round.county, round.data_on, own(words.get(PassageKey.WELLBEING))
        ),
        structures_chapter(line(3, _("Structures")), covered, own(words.get(PassageKey.STRUCTURES))),
        actions_chapter(line(4, _("Actions")), round.county, round.data_on, own(words.get(PassageKey.MEASURES))),
        with_refusals(residents_chapter(line(4, _("Actions")), round, places), own(words.get(PassageKey.NOT_DONE))),
        summary(covered, region_matters(round, places), own(words.get(PassageKey.SUMMARY))),
    )


def introduction(round: ReportRound, places: list[Organisation], words: Words | None) -> Chapter:
    count = len(places)
    return Chapter(
        slug="introduction",
        line=line(1, _("Introduction")),
        finding=ngettext(
            "%(n)s municipality and one county, one picture", "%(n)s municipalities and one county, one picture", count
        )
        % {"n": count},
        lead=_(
            "This report is compiled from what the municipalities, the county and the residents have told. "
            "Nobody has typed its figures anew."
        ),
        sections=(
            Section("", (words,) if words else (Missing(_("The introduction has not been written yet.")),)),
            Section(_("The municipalities"), (population_table(places),)),
        ),
        notes=(
            Note(_("Data up to"), (day(round.data_on),)),
            Note(_("What is missing"), (_("Missing data is told as missing. It is never zero and never guessed."),)),
            Note(_("Law"), (_("Act 612/2021, sections 6 and 7: yearly report to the council."),)),
        ),
    )


def with_refusals(chapter: Chapter, words: Words | None) -> Chapter:
    """The house's list of refusals, and below it what people add to it."""
    if words is None:
        return chapter
    sections = tuple(
        replace(s, blocks=(*s.blocks, words)) if s.heading == _("What was not done, and why") else s
        for s in chapter.sections
    )
    return replace(chapter, sections=sections)


def summary(covered: Coverage, matters: list[Matter], words: Words | None) -> Chapter:
    total = covered.total
    heard = (
        (number(len(matters)), _("messages from residents")),
        (number(sum(bool(m.answered_at) for m in matters)), _("of them answered")),
    )
    return Chapter(
        slug="summary",
        line=line(5, _("Summary")),
        finding=_("What the year tells"),
        lead=_("The figures are the house's; the words are the people's."),
        sections=(
            Section(
                _("In figures"),
                (
                    Facts(
                        (*heard, (f"{total.done} / {total.total}", _("contact pairs in order"))),
                        is_example=any(m.is_example for m in matters),
                    ),
                ),
            ),
            Section(_("In words"), (words,) if words else (Missing(_("The summary has not been written yet.")),)),
        ),
    )


def part_two(round: ReportRound, places: list[Organisation], covered: Coverage) -> tuple[Chapter, ...]:
    cards = tuple(card_chapter(card_of(round, place, covered)) for place in places)
    return (*cards, *sector_cards(round.county, covered), association_card(round.county))


def facts_section(card: Card) -> tuple[Section, ...]:
    """What the lead does not tell already; nothing when the lead is all that is known."""
    told = (card.population_line, *card.facts) if card.sentence else card.facts
    return (Section(_("Facts"), (Words(told, source=card.facts_source),)),) if told else ()


def told_sections(card: Card) -> tuple[Section, ...]:
    """What the municipality has told of itself; one line when it has told nothing."""
    unknown = (Missing(_("no data")),)
    if not (card.strengths or card.concerns or card.measures):
        missing = _("no data: the municipality has not told them")
        return (Section(_("Strengths, concerns and measures"), (Missing(missing),)),)
    return (
        Section(_("Strengths"), (Bullets(card.strengths),) if card.strengths else unknown),
        Section(pgettext("card", "Concerns"), (Bullets(card.concerns),) if card.concerns else unknown),
        Section(
            _("Measures of the plan"), (Bullets(card.measures),) if card.measures else unknown, card.measures_example
        ),
    )


def card_chapter(card: Card) -> Chapter:
    """The card in short, inside the report; the whole card is a document of its own."""
    return Chapter(
        slug="card-" + card.name.lower(),
        line=_("Municipality card"),
        finding=card.name,
        lead=card.sentence or card.population_line,
        sections=(
            *facts_section(card),
            *told_sections(card),
            Section(_("Participation"), (card.participation,)),
        ),
        notes=(
            Note(
                _("Contacts"),
                (_("%(done)s of %(total)s pairs in order") % {"done": card.pairs_done, "total": card.pairs_total},),
            ),
        ),
        compact=True,
    )
