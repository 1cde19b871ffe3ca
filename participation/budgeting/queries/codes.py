"""The batches of voter codes with how many of each have been used, and the sheets that are printed."""

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from participation.budgeting.enums import CodeKind
from participation.budgeting.models import CodeBatch, Participation, Round, VoterCode
from portal.exceptions import NotVisible


@dataclass(frozen=True)
class BatchLine:
    """`used` counts the envelopes of a list's people, however they voted; None for bearer codes, whose marks only the codes give."""

    batch: CodeBatch
    used: int | None

    @property
    def label(self) -> str:
        return self.batch.holder or str(CodeKind(self.batch.kind).label)

    @property
    def is_void(self) -> bool:
        return self.batch.voided_at is not None


@dataclass(frozen=True)
class Slip:
    """One code as it is printed: `row` is the row of the coordinator's own list, `picture` a QR code as the address of an image."""

    row: int
    code: str
    picture: str


def batch_lines(round: Round) -> list[BatchLine]:
    """Three queries."""
    batches = list(CodeBatch.objects.filter(round=round))
    people = dict[str, list[int]]()
    for mark, batch_id in VoterCode.objects.filter(batch__round=round).exclude(voter_key="").values_list("voter_key", "batch_id"):
        people.setdefault(mark, []).append(batch_id)
    used = dict[int, int]()
    voted = Participation.objects.filter(round=round, voter_key__in=VoterCode.objects.filter(batch__round=round).values("voter_key"))
    for mark in voted.values_list("voter_key", flat=True):
        for batch_id in people[mark]:
            used[batch_id] = used.get(batch_id, 0) + 1
    return [BatchLine(batch, used.get(batch.pk, 0) if batch.kind != CodeKind.BEARER else None) for batch in batches]


def batch_at(round: Round, number: int) -> CodeBatch:
    batch = CodeBatch.objects.filter(round=round, number=number).select_related("round__organisation").first()
    if batch is None:
        raise NotVisible(str(number))
    return batch


def slips_of(round: Round, codes: Sequence[str]) -> list[Slip]:
    """The QR code leads to the page where the code is typed and carries the code after #, which no server ever sees."""
    address = settings.ADDRESS + reverse("ballot_code", kwargs={"slug": round.organisation.slug, "round": round.slug})
    return [
        Slip(row, code, segno.make(f"{address}#{code}", error="m", micro=False).svg_data_uri(scale=2, border=2, omitsize=False))
        for row, code in enumerate(codes, 1)
    ]


def short_address(round: Round) -> str:
    """The address to type, without `https://`."""
    path = reverse("ballot_code", kwargs={"slug": round.organisation.slug, "round": round.slug})
    return settings.ADDRESS.partition("://")[2] + path


def kind_sentence(kind: str) -> str:
    """What a batch of this kind does and does not guarantee."""
    if kind == CodeKind.DESK:
        return _("The code is this person's one vote: on a device of a voting point, or at home. The clerk never sees what it is used for.")
    if kind == CodeKind.NAMED:
        return _("Each code is one person's vote. If the person votes in another way, the code is used up.")
    return _("Whoever holds a sheet has a vote. The roll cannot tell if the same person also votes in another way.")
