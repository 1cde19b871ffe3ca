"""Envelopes and ballots by way of voting: whether they agree, and how they are told without pointing at few people. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5  # a way of voting with fewer ballots is told together with another


@dataclass(frozen=True)
class ChannelLine:
    """Envelopes and ballots of one way of voting, or of several together, which has no `label` then. Paper comes later: first the mark
    at the desk, then the papers out of the box."""

    label: str
    envelopes: int
    ballots: int
    is_paper: bool = False
    agrees: bool = True

    @property
    def holds(self) -> bool:
        return self.agrees and (self.envelopes == self.ballots or (self.is_paper and self.ballots < self.envelopes))

    @property
    def waits(self) -> bool:
        return self.is_paper and self.ballots < self.envelopes

    @property
    def size(self) -> int:
        """What is told of it is at most this many people."""
        return min(self.envelopes, self.ballots) if not self.waits else self.ballots


def guarded(lines: Sequence[ChannelLine]) -> list[ChannelLine]:
    """The lines for everyone. Ways of voting with few ballots are told together, and with the next smallest as long as they are few even
    so: the sum of all is public, so a single line left out could be reckoned."""
    order = sorted(lines, key=lambda line: line.size)
    few = [line for line in order if line.size < FEWEST]
    others = order[len(few) :]
    while few and others and (len(few) < 2 or sum(line.size for line in few) < FEWEST):
        few.append(others.pop(0))
    if len(few) < 2:
        return list(lines)
    together = ChannelLine(
        label="",
        envelopes=sum(line.envelopes for line in few),
        ballots=sum(line.ballots for line in few),
        is_paper=any(line.is_paper for line in few),
        agrees=all(line.holds for line in few),
    )
    return [*(line for line in lines if line not in few), together]
