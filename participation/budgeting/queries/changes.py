"""What those who run a round may do to its course now, with what it means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from participation.budgeting.enums import ChangeKind, RoundState
from participation.budgeting.models import Round
from participation.budgeting.queries.words import url_of
from participation.budgeting.rules.rounds import TRANSITIONS, is_over
from portal.exceptions import NotVisible

S = RoundState
ADDRESS = {"lisaaika": ChangeKind.EXTENDED, "uudelleen": ChangeKind.REOPENED, "peruutus": ChangeKind.CANCELLED}


@dataclass(frozen=True)
class PhaseMove:
    """A phase that may begin now: what it is called, what it means for everyone, and the words of its button."""

    to: RoundState
    title: str
    text: str
    label: str


@dataclass(frozen=True)
class ChangeWords:
    """A change of course in words: the link to it, its heading, what it means, its button, and what is said when it is done."""

    title: str
    text: str
    label: str
    done: str


@dataclass(frozen=True)
class ChangeLink:
    url: str
    label: str


def phase_moves(round: Round) -> Sequence[PhaseMove]:
    """The phases before the proposals that may begin now. No query."""
    words = {
        S.IDEAS: (
            _("Open the time for ideas"),
            _("Everyone sees the round. Every idea that is left here until the last day for ideas is looked at in this round."),
        ),
        S.CO_CREATION: (
            _("Begin working together"),
            _("No more ideas are taken into this round. Residents and officials make proposals of the ideas together."),
        ),
        S.ASSESSMENT: (
            _("Begin the assessment"),
            _("Officials assess every proposal: can it be done, and what does it cost. Only those who run the round see the assessments."),
        ),
    }
    return [PhaseMove(to, words[to][0], words[to][1], words[to][0]) for to in TRANSITIONS[S(round.state)] if to in words]


def change_links(round: Round, now: datetime) -> Sequence[ChangeLink]:
    """The changes of course that are possible now. No query."""
    here = {
        ChangeKind.EXTENDED: round.state == S.VOTING and not is_over(round.terms, now),
        ChangeKind.REOPENED: round.state == S.COUNTING and round.sealed_at is None,
        ChangeKind.CANCELLED: S.CANCELLED in TRANSITIONS[S(round.state)],
    }
    return [
        ChangeLink(url_of("round_change", round, kind=address), change_words(kind).label) for address, kind in ADDRESS.items() if here[kind]
    ]


def change_at(address: str) -> ChangeKind:
    """Raises NotVisible for an address that is no change."""
    if address not in ADDRESS:
        raise NotVisible(address)
    return ADDRESS[address]


def change_words(kind: ChangeKind) -> ChangeWords:
    return {
        ChangeKind.EXTENDED: ChangeWords(
            _("Give the voting more time"),
            _("Votes are taken until the new closing time. Everyone sees the old and the new time and the reason, also in the protocol."),
            _("Give more time"),
            _("The voting has more time. The round's page tells why."),
        ),
        ChangeKind.REOPENED: ChangeWords(
            _("Open the voting again"),
            _("Votes are taken again until the new closing time. It is possible by a decision, until two people have sealed the box. "
              "If one of them has confirmed the seal, the confirmation falls."),
            _("Open again"),
            _("The voting is open again. The round's page tells why."),
        ),
        ChangeKind.CANCELLED: ChangeWords(
            _("Cancel the round"),
            _("The round ends here for good, and nothing of it is removed. Everyone sees the reason."),
            _("Cancel the round"),
            _("The round is cancelled. Its page tells why."),
        ),
    }[kind]  # fmt: skip
