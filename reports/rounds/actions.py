"""Starting a round, moving it, and writing its passages."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organisations.models import Organisation
from people.actions import record_event
from people.models import User
from portal.exceptions import ChangedMeanwhile, RuleBroken
from reports.rounds.enums import PassageKey, RoundEvent, RoundState
from reports.rounds.models import Passage, ReportRound
from reports.rounds.permissions import check_can_write
from reports.rounds.rules import CARD_PASSAGES, may_move


@transaction.atomic
def start_round(
    *, county: Organisation, year: int, data_on: date, by: User, now: datetime, is_example: bool = False
) -> ReportRound:
    round = ReportRound(county=county, year=year, data_on=data_on, is_example=is_example)
    check_can_write(by, round)
    if ReportRound.objects.filter(county=county, year=year).exists():
        raise RuleBroken(_("The report of %(year)s has been started already.") % {"year": year}, code="exists")
    round.save()
    record_event(event=RoundEvent.STARTED, by=by, subject=round, organisation=county, now=now, year=year)
    return round


@transaction.atomic
def move_round(*, round: ReportRound, state: RoundState, by: User, now: datetime) -> ReportRound:
    check_can_write(by, round)
    locked = ReportRound.objects.select_for_update().select_related("county").get(pk=round.pk)
    if not may_move(RoundState(locked.state), state):
        raise RuleBroken(
            _("The report cannot go from “%(old)s” to “%(new)s”.")
            % {"old": locked.get_state_display(), "new": state.label},
            code="state",
        )
    locked.state = state
    locked.save(update_fields=["state"])
    record_event(
        event=RoundEvent.ADVANCED,
        by=by,
        subject=locked,
        organisation=locked.county,
        now=now,
        year=locked.year,
        state=state.value,
    )
    return locked


@transaction.atomic
def write_passage(
    *,
    round: ReportRound,
    key: PassageKey,
    place: Organisation | None,
    texts: dict[str, str],
    seen_version: int,
    by: User,
    now: datetime,
    source: str = "",
    is_example: bool = False,
) -> Passage:
    """Save the words of one place. `texts` by language; `seen_version` is the version that the writer opened (0 for none)."""
    check_can_write(by, round)
    if (place is not None) != (key in CARD_PASSAGES):
        raise RuleBroken(_("This text does not belong here."), code="place")
    passage = Passage.objects.select_for_update().filter(round=round, key=key, place=place).first()
    if (passage.version if passage else 0) != seen_version:
        raise ChangedMeanwhile(
            _(
                "Somebody else saved this text after you opened it. Your own text is below: copy it before you open the newer one."
            )
        )
    passage = passage or Passage(round=round, key=key, place=place, version=0)
    passage.text_fi, passage.text_sv, passage.text_en = (
        texts.get(language, "").strip() for language in ("fi", "sv", "en")
    )
    passage.version += 1
    passage.updated_at, passage.updated_by, passage.source, passage.is_example = now, by, source, is_example
    passage.save()
    record_event(
        event=RoundEvent.WRITTEN,
        by=by,
        subject=passage,
        organisation=round.county,
        now=now,
        passage=key.value,
        year=round.year,
    )
    return passage
