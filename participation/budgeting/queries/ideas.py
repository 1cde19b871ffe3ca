"""From ideas to proposals: the ideas that the round looks at, its proposals with their assessments, and what was declined."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.budgeting.enums import Feasibility, RoundState
from participation.budgeting.models import DeclinedIdea, Proposal, ProposalIdea, ProposalPicture, Round
from participation.matters.models import Matter, MatterQuerySet
from participation.matters.rules import AWAITING
from portal.exceptions import NotVisible
from portal.numerals import money

MOST_IDEAS = 300


@dataclass(frozen=True)
class ProposalLine:
    """A proposal with where its assessment is."""

    proposal: Proposal
    cost: str
    words: str
    is_finished: bool


@dataclass(frozen=True)
class IdeasPage:
    """`waiting` ideas have neither a proposal nor a reason yet. `can_write`: the proposals are not out."""

    waiting: Sequence[Matter]
    lines: Sequence[ProposalLine]
    declined: Sequence[DeclinedIdea]
    can_write: bool


def ideas_in(round: Round) -> MatterQuerySet:
    """The shown ideas of the place that were left in the round's time for ideas, or all where it has no days."""
    ideas = Matter.objects.ideas().shown().filter(organisation=round.organisation_id)
    if round.ideas_open_on:
        ideas = ideas.filter(received_at__gte=timezone.make_aware(datetime.combine(round.ideas_open_on, time.min)))
    if round.ideas_close_on:
        after = datetime.combine(round.ideas_close_on + timedelta(days=1), time.min)
        ideas = ideas.filter(received_at__lt=timezone.make_aware(after))
    return ideas


def waiting_ideas(round: Round) -> list[Matter]:
    """Those of which nothing has been said. One query."""
    used = ProposalIdea.objects.filter(proposal__area__round=round).values("matter")
    declined = DeclinedIdea.objects.filter(round=round).values("matter")
    return list(ideas_in(round).exclude(pk__in=used).exclude(pk__in=declined).order_by("received_at", "pk")[:MOST_IDEAS])


def ideas_with_hope(round: Round) -> list[Matter]:
    """The ideas that wait for what becomes of them in the round, each once: those of proposals that were not refused, and until the
    proposals are out also those that were left in its days for ideas and have no answer yet. One query."""
    hopeful = Proposal.objects.of_round(round).exclude(feasibility=Feasibility.WITHDRAWN)
    if round.proposals_are_out:
        wanted = Q(pk__in=ProposalIdea.objects.filter(proposal__in=hopeful.on_ballot()).values("matter"))
    else:
        wanted = Q(pk__in=ProposalIdea.objects.filter(proposal__in=hopeful).values("matter"))
        if round.ideas_open_on:
            wanted |= Q(pk__in=ideas_in(round).filter(state__in=AWAITING).values("pk"))
    return list(Matter.objects.filter(wanted).select_related("organisation").order_by("received_at", "pk"))


def ideas_page(round: Round) -> IdeasPage:
    """Three queries."""
    proposals = Proposal.objects.of_round(round).select_related("area").prefetch_related("ideas")
    return IdeasPage(
        waiting=waiting_ideas(round),
        lines=[line_of(proposal) for proposal in proposals],
        declined=list(DeclinedIdea.objects.filter(round=round).select_related("matter")),
        can_write=round.state in RoundState.before_publishing(),
    )


def line_of(proposal: Proposal) -> ProposalLine:
    ideas = len(proposal.ideas.all())
    parts = [proposal.area.name, proposal.get_feasibility_display()]
    if proposal.assessed_at is None:
        parts.append(_("assessment not finished"))
    if ideas:
        parts.append(ngettext("%(n)s idea", "%(n)s ideas", ideas) % {"n": ideas})
    return ProposalLine(proposal, money(proposal.cost), ", ".join(parts), proposal.assessed_at is not None)


def idea_choices(round: Round, proposal: Proposal | None = None) -> list[tuple[int, str]]:
    """The ideas that may become this proposal: its own and those that wait. Two queries."""
    own = list(proposal.ideas.all()) if proposal else []
    return [(idea.pk, f"{idea.title} ({idea.reference})") for idea in [*own, *waiting_ideas(round)]]


def ideas_named(round: Round, numbers: Sequence[str], proposal: Proposal | None = None) -> list[Matter]:
    """The ideas of the round, and of the proposal, that an address or a form names; what is not one of them is left out."""
    wanted = [int(number) for number in numbers[:MOST_IDEAS] if number.isascii() and number.isdecimal() and len(number) < 18]
    own = proposal.ideas.values_list("pk", flat=True) if proposal else []
    here = Q(pk__in=ideas_in(round).values("pk")) | Q(pk__in=list(own))
    return list(Matter.objects.filter(here, pk__in=wanted).order_by("received_at", "pk"))


def proposal_to_write(round: Round, number: int) -> Proposal:
    """Raises NotVisible."""
    found = Proposal.objects.of_round(round).select_related("area", "post", "picture").filter(pk=number).first()
    if found is None:
        raise NotVisible(str(number))
    found.area.round = round
    return found


def picture_at(round: Round, number: int) -> ProposalPicture:
    """Raises NotVisible. One query."""
    found = ProposalPicture.objects.filter(proposal=number, proposal__area__round=round).first()
    if found is None:
        raise NotVisible(str(number))
    return found
