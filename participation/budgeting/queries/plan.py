"""What the plan of a round is filled in with: from a template, or from the round itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from organisations.models import Organisation
from organisations.queries import public_organisation
from participation.budgeting.enums import RoundState, RoundTemplate
from participation.budgeting.models import Round
from participation.budgeting.queries.booth import areas_of
from participation.budgeting.rules.templates import DAYS, TEMPLATES, Template, days_of
from people.enums import Permission
from people.models import User
from people.permissions import check_permission
from portal.exceptions import NotVisible
from portal.languages import LANGUAGES
from portal.numerals import money

RESERVED = {"uusi"}  # the address of the page on which a round is founded


@dataclass(frozen=True)
class Offer:
    """A template as it is offered."""

    key: str
    title: str
    text: str


def place_to_found_in(slug: str, person: User) -> Organisation:
    """The place for those who may found rounds there. Raises NotVisible to everyone from elsewhere, NotPermitted to colleagues."""
    place = public_organisation(slug)
    if place.pk not in person.roles:
        raise NotVisible(slug)
    check_permission(person, Permission.ROUND_MANAGE, place)
    return place


def offers() -> Sequence[Offer]:
    texts = {
        RoundTemplate.TOWN_AREAS: _(
            "Each area has its own money and its own result, and so has the whole municipality. Every voter votes on both."
        ),
        RoundTemplate.ONE_POT: _("All money is in one pot, and everyone votes on the same proposals."),
        RoundTemplate.SCHOOL: _("Pupils choose at most three ready proposals. They get a voting code, so nobody needs an account."),
        RoundTemplate.VILLAGE: _("A small round: %(sum)s, three choices, ideas in a few weeks."),
    }
    return [Offer(one.value, str(one.label), texts[one] % {"sum": money(10_000)}) for one in RoundTemplate]


def template_at(key: str) -> Template | None:
    return TEMPLATES[RoundTemplate(key)] if key in RoundTemplate.values else None


def in_languages(name: str, words: Callable[[], str]) -> dict[str, str]:
    """The same words in every language, as columns."""
    columns = {}
    for language in LANGUAGES:
        with translation.override(language):
            columns[f"{name}_{language}"] = words()
    return columns


def plan_of_template(template: Template, now: datetime) -> dict[str, Any]:
    days = days_of(template, timezone.localdate(now))
    year = days["voting_opens_on"].year
    return {
        **in_languages("name", lambda: _("Participatory budgeting %(year)s") % {"year": year}),
        **days, "voting_opens_time": "9.00", "voting_closes_time": "16.00",
        "voter_scope": template.voter_scope, "min_age": template.min_age, "commit_minutes": 60,
    }  # fmt: skip


def areas_of_template(template: Template, place: Organisation) -> list[dict[str, Any]]:
    """The money of the template. One query where it has a part for each area of the place."""
    rows: list[dict[str, Any]] = []
    if template.whole:
        names = in_languages("name", lambda: _("All of %(place)s") % {"place": place.name})
        rows.append({**names, "budget": template.whole, "is_whole": True})
    parts = list(place.areas.all()) if template.of_areas else []
    rows += [{"name_fi": a.name_fi, "name_sv": a.name_sv, "name_en": a.name_en, "budget": template.part} for a in parts]
    if template.part and not template.of_areas:
        rows.append({"budget": template.part, **in_languages("name", lambda: _("Everyone together"))})
    return rows


def plan_of_round(round: Round) -> dict[str, Any]:
    """The round as the form shows it."""
    opens, closes = timezone.localtime(round.voting_opens_at), timezone.localtime(round.voting_closes_at)
    columns = (
        "name_fi", "name_sv", "name_en", "plain_fi", "plain_sv", "plain_en", "promise_fi", "promise_sv", "promise_en",
        "voter_scope", "min_age", "eligible_voters", "commit_minutes",
    )  # fmt: skip
    days = {name: getattr(round, name) for name in DAYS if not name.startswith("voting")}
    return {
        **{name: getattr(round, name) for name in columns}, **days, "voting_opens_on": opens.date(), "voting_opens_time": opens.time(),
        "voting_closes_on": closes.date(), "voting_closes_time": closes.time(),
    }  # fmt: skip


def areas_to_change(round: Round) -> list[dict[str, Any]] | None:
    """The areas as the form shows them; None once the proposals are out, when money and areas stay as they are. One query."""
    if round.state not in RoundState.before_publishing():
        return None
    columns = ("slug", "name_fi", "name_sv", "name_en", "budget", "is_whole")
    return [{name: getattr(area, name) for name in columns} for area in areas_of(round)]


def taken_addresses(place: Organisation) -> set[str]:
    """Addresses that a new round of the place cannot have. One query."""
    return {*Round.objects.of(place).values_list("slug", flat=True), *RESERVED}

