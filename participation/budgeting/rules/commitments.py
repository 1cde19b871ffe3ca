"""Commitments to a set of ballots: a Merkle tree over sorted leaves, as RFC 6962 hashes it. Pure.

The order of the leaves is that of their hashes, so it says nothing about when a ballot came.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Sequence

LEAF, NODE = b"\x00", b"\x01"
Step = tuple[str, str]  # ("left" or "right": where the neighbour stands, the neighbour's hash)


def leaf_of(receipt_hash: str, seal: str) -> str:
    """The leaf of a ballot. The seal binds area and choices, so a changed ballot has another leaf."""
    return hashlib.sha256(LEAF + f"{receipt_hash}:{seal}".encode()).hexdigest()


def node(left: str, right: str) -> str:
    return hashlib.sha256(NODE + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


def level_above(level: Sequence[str]) -> list[str]:
    """Pairs are hashed together; one without a neighbour goes up as it is."""
    return [node(*level[at : at + 2]) if at + 1 < len(level) else level[at] for at in range(0, len(level), 2)]


def merkle_root(leaves: Iterable[str]) -> str:
    """The root over the sorted leaves; of an empty box the hash of nothing."""
    level = sorted(leaves)
    if not level:
        return hashlib.sha256(b"").hexdigest()
    while len(level) > 1:
        level = level_above(level)
    return level[0]


def proof_of(leaf: str, leaves: Sequence[str]) -> tuple[Step, ...] | None:
    """The neighbours on the way from the leaf to the root; None when it is not among the sorted leaves."""
    at = bisect_left(leaves, leaf)
    if at == len(leaves) or leaves[at] != leaf:
        return None
    steps: list[Step] = []
    level = list(leaves)
    while len(level) > 1:
        beside = at ^ 1
        if beside < len(level):
            steps.append(("left" if beside < at else "right", level[beside]))
        level, at = level_above(level), at // 2
    return tuple(steps)


def is_proven(leaf: str, steps: Iterable[Step], root: str) -> bool:
    """Whether the steps lead from the leaf to the root."""
    for side, beside in steps:
        leaf = node(beside, leaf) if side == "left" else node(leaf, beside)
    return leaf == root
