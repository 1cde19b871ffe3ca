"""Paper ballots as the desk sees them: batches, sheets to print, and what the comparison says."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from participation.budgeting.enums import VoteChannel
from participation.budgeting.models import Ballot, PaperBatch, PaperEntry, Participation, Proposal, Round, RoundArea
from participation.budgeting.permissions import check_can_take_votes
from participation.budgeting.queries.booth import areas_of, on_this_ballot
from participation.budgeting.rules.paper import Compared, Look, Marks, compare
from people.models import User
from portal.exceptions import NotVisible


def desk_round(slug: str, round_slug: str, person: User) -> Round:
    """The round for those who take votes at a desk. Raises NotVisible to everyone from another place, NotPermitted to colleagues."""
    round = Round.objects.select_related("organisation", "organisation__parent").filter(organisation__slug=slug, slug=round_slug).first()
    if round is None or round.organisation_id not in person.roles:
        raise NotVisible(round_slug)
    check_can_take_votes(person, round)
    return round


def paper_batch_at(round: Round, number: int) -> PaperBatch:
    batch = PaperBatch.objects.filter(round=round, number=number).select_related("area", "round__organisation").first()
    if batch is None:
        raise NotVisible(str(number))
    return batch


def paper_batches_of(round: Round) -> list[PaperBatch]:
    return list(PaperBatch.objects.filter(round=round).select_related("area"))


def parts_of(round: Round) -> list[RoundArea]:
    """The areas that a paper may be for."""
    areas = areas_of(round)
    return [area for area in areas if not area.is_whole] or areas


def on_paper(batch: PaperBatch) -> list[Proposal]:
    """The proposals of the paper in its order: the chosen area first, then the whole municipality. Two queries."""
    areas = sorted(on_this_ballot(areas_of(batch.round), batch.area), key=lambda area: area.is_whole)
    found = Proposal.objects.on_ballot().filter(area__in=[area.pk for area in areas]).select_related("area").order_by("pk")
    return sorted(found, key=lambda proposal: proposal.area.is_whole)


def serials_shuffled(batch: PaperBatch) -> list[int]:
    """The serials in a drawn order, so that the order of handing out says nothing about a paper."""
    serials = list(range(1, batch.size + 1))
    secrets.SystemRandom().shuffle(serials)
    return serials


def comparison_of(batch: PaperBatch) -> list[Compared]:
    """One query."""
    entries = dict[int, list[tuple[int, Marks]]]()
    for serial, turn, marks in PaperEntry.objects.filter(batch=batch).values_list("serial", "turn", "marks"):
        entries.setdefault(serial, []).append((turn, {int(number): points for number, points in marks.items()}))
    return compare(entries)


@dataclass(frozen=True)
class BatchPage:
    """A batch while it is keyed. `mine`: papers that this person has keyed; what others typed is not shown."""

    batch: PaperBatch
    proposals: Sequence[Proposal]
    mine: int
    compared: Sequence[Compared]

    @property
    def waiting(self) -> list[int]:
        return [one.serial for one in self.compared if one.look == Look.SECOND]

    @property
    def differing(self) -> list[int]:
        return [one.serial for one in self.compared if one.look == Look.THIRD]

    @property
    def known(self) -> int:
        return sum(one.is_known for one in self.compared)


def batch_page(batch: PaperBatch, person: User) -> BatchPage:
    """Four queries."""
    mine = PaperEntry.objects.filter(batch=batch, keyed_by=person).count()
    return BatchPage(batch, on_paper(batch), mine, comparison_of(batch))


def papers_left(round: Round) -> int:
    """People marked at a desk whose papers are not in the box yet. Two queries."""
    marked = Participation.objects.filter(round=round, channel=VoteChannel.PAPER).count()
    return marked - Ballot.objects.filter(area__round=round, channel=VoteChannel.PAPER).count()
