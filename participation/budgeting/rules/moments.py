"""Moments by the clock on the wall, also on the nights when it is moved. Pure: the time zone is passed in."""

from datetime import UTC, date, datetime, time, tzinfo


def moment_at(on: date, at: time, zone: tzinfo, *, last: bool) -> datetime | None:
    """The moment when a clock on the wall shows this time; None when it never does, because it is moved forward over it.

    In autumn an hour comes twice: `last` takes the second of the two. A vote opens at the first and closes at the last, so
    nobody who trusts the clock on the wall is turned away.
    """
    shown = datetime.combine(on, at)
    moment = shown.replace(tzinfo=zone, fold=int(last)).astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == shown else None
