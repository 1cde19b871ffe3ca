"""Votes that were brought in from files: what is told of them, for everyone once published."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from organisations.models import Organisation
from organisations.queries import public_organisation
from participation.budgeting.enums import CountingRule
from participation.budgeting.models import VoteFile
from participation.budgeting.rules.methods import NAMES, Outcome, count_poll
from participation.budgeting.rules.polls import APPROVING, Poll, scores
from people.enums import Permission
from people.models import Person
from people.permissions import check_permission, has_permission
from portal.exceptions import NotVisible
from portal.numerals import money, number

# A page answers in a moment; the time of equal shares grows with both. `manage count_pb` counts files of any size.
MOST_FOR_SHARES = 60_000
UNIT = {"EUR": "€"}


def told_of(poll: Poll) -> dict[str, Any]:
    """What is stored of the count: META as it is, a row for each project, and the winners by our own count where there is one."""
    outcome = outcome_of(poll)
    tally = scores(poll)
    order = sorted(poll.costs, key=lambda project: (-tally[project], poll.costs[project]))
    ours = set(outcome.selected) if outcome else set()
    return {
        "meta": dict(poll.meta),
        "kind": poll.kind,
        "votes": len(poll.ballots),
        "counted": outcome is not None,
        "ties": bool(outcome and outcome.ties),
        "claims": poll.claimed is not None,
        "rows": [
            {
                "name": poll.names.get(project) or project, "cost": float(poll.costs[project]), "score": float(tally[project]),
                "ours": project in ours, "theirs": project in (poll.claimed or ()),
            }
            for project in order
        ],
    }  # fmt: skip


def outcome_of(poll: Poll) -> Outcome | None:
    """Our own count by the rule that the file declares; None for a rule or ballots that cannot be counted, or not in a moment."""
    if poll.rule not in NAMES:
        return None
    shares = NAMES[poll.rule] in CountingRule.sharing()
    too_much = poll.kind not in APPROVING or len(poll.ballots) * len(poll.costs) > MOST_FOR_SHARES
    return None if shares and too_much else count_poll(poll)


@dataclass(frozen=True)
class Line:
    name: str
    score: str
    cost: str
    theirs: bool
    ours: bool


@dataclass(frozen=True)
class FilePage:
    """`agreement` says in words how our count and the file's own winners compare; `manages`: the reader may publish and remove."""

    file: VoteFile
    meta: Sequence[tuple[str, str]]
    lines: Sequence[Line]
    votes: int
    winners: int
    agreement: str
    agrees: bool
    manages: bool
    gives_points: bool


def file_page(file: VoteFile, person: Person) -> FilePage:
    told = file.told
    lines = [Line(row["name"], number(row["score"]), money(row["cost"]), row["theirs"], row["ours"]) for row in told["rows"]]
    agrees = all(row["ours"] == row["theirs"] for row in told["rows"])
    return FilePage(
        file=file,
        meta=list(told["meta"].items()),
        lines=lines,
        votes=told["votes"],
        winners=sum(row["theirs"] if told["claims"] else row["ours"] for row in told["rows"]),
        agreement=agreement(told, agrees),
        agrees=agrees and told["counted"],
        manages=has_permission(person, Permission.ROUND_MANAGE, file.organisation_id),
        gives_points=told["kind"] not in APPROVING,
    )


def agreement(told: dict[str, Any], agrees: bool) -> str:
    if not told["counted"]:
        return _("The votes were added up, but no winners were counted here: the rule is not known, or the file is too large.")
    if not told["claims"]:
        return _("The file names no winners. They were counted here by the rule that it declares.")
    if agrees:
        return _("Counted here, the votes give the same winners as the file names.")
    if told["ties"]:
        return _("Counted here, the votes give other winners than the file names. Equal votes decided, and the file does not tell the lot.")
    return _("Counted here, the votes give other winners than the file names. Something else may have decided that it does not tell.")


def keeper_of_files(slug: str, person: Person) -> Organisation:
    """The place for those who run its rounds. Raises NotVisible to everyone from another place, NotPermitted to colleagues."""
    place = public_organisation(slug)
    if place.pk not in getattr(person, "roles", {}):
        raise NotVisible(slug)
    check_permission(person, Permission.ROUND_MANAGE, place)
    return place


def files_of_place(place: Organisation, *, only_public: bool) -> list[VoteFile]:
    files = VoteFile.objects.filter(organisation=place).defer("content", "told")
    return list(files.filter(published_at__isnull=False) if only_public else files)


def file_at(slug: str, number: int, person: Person) -> VoteFile:
    """A published file, or any of them for the keepers. Raises NotVisible."""
    file = VoteFile.objects.filter(organisation__slug=slug, number=number).select_related("organisation", "organisation__parent").first()
    if file is None or (file.published_at is None and not has_permission(person, Permission.ROUND_MANAGE, file.organisation_id)):
        raise NotVisible(str(number))
    return file
