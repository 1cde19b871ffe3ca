"""The status scale and the rhythm of reviews. Pure."""

import calendar
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wellbeing.plans.enums import PlanEvent, Status

S = Status

REVIEW_EVERY_MONTHS = 4

# The exact sentences of the county's scale (Päijät-Häme 14.5.2024); the short word never stands without them on the page.
STATUS_SENTENCES: dict[Status, str | Promise] = {
    S.ON_TRACK: _("Under way, proceeds on schedule, low risk of delay, comprehensive implementation plans"),
    S.CHALLENGES: _(
        "Getting under way, challenges in carrying out or an increased risk of delay, gaps in the implementation plan"
    ),
    S.SERIOUS: _("No plan, or the plan at an early stage, serious challenges in carrying out or a high risk of delay"),
    S.UNKNOWN: _("Not started, or the state is not known"),
}

# People judge afresh at every review, so any state may follow any.
TRANSITIONS: dict[Status, tuple[Status, ...]] = {status: tuple(Status) for status in Status}
OWNER: dict[Status, str] = dict.fromkeys(Status, "owner of the indicator card")
EVENT: dict[Status, PlanEvent] = {
    S.ON_TRACK: PlanEvent.CARD_ON_TRACK,
    S.CHALLENGES: PlanEvent.CARD_CHALLENGES,
    S.SERIOUS: PlanEvent.CARD_SERIOUS,
    S.UNKNOWN: PlanEvent.CARD_UNKNOWN,
}


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day where the month is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def next_review(reviewed_on: date) -> date:
    return months_later(reviewed_on, REVIEW_EVERY_MONTHS)


def is_late(next_on: date | None, today: date) -> bool:
    return next_on is not None and next_on < today


def in_force(first_year: int | None, last_year: int | None, year: int) -> bool:
    """Whether a document holds in the year; an open end is “until further notice”."""
    return (first_year is None or first_year <= year) and (last_year is None or last_year >= year)


def as_ruler(starts_on: date | None, ends_on: date | None) -> tuple[float | None, float | None]:
    """Days as places on a ruler of years (1.7.2024 is 2024.5); the end is the close of its day."""
    return (
        None if starts_on is None else starts_on.year + (starts_on.timetuple().tm_yday - 1) / days_in(starts_on.year),
        None if ends_on is None else ends_on.year + ends_on.timetuple().tm_yday / days_in(ends_on.year),
    )


def days_in(year: int) -> int:
    return 366 if calendar.isleap(year) else 365
