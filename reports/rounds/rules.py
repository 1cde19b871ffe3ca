"""How a report round moves, and which passages belong to what."""

from reports.rounds.enums import PassageKey, RoundEvent, RoundState

S = RoundState

TRANSITIONS: dict[RoundState, tuple[RoundState, ...]] = {
    S.PLANNING: (S.COLLECTING,),
    S.COLLECTING: (S.DRAFTING, S.PLANNING),
    S.DRAFTING: (S.COMMENTS, S.COLLECTING),
    S.COMMENTS: (S.APPROVAL, S.DRAFTING),
    S.APPROVAL: (S.PUBLISHED, S.DRAFTING),
    S.PUBLISHED: (S.SENT,),
    S.SENT: (S.NEGOTIATED,),
    S.NEGOTIATED: (),
}

OWNER: dict[RoundState, str] = {
    S.PLANNING: "county",
    S.COLLECTING: "municipalities",
    S.DRAFTING: "county",
    S.COMMENTS: "municipalities",
    S.APPROVAL: "boards",
    S.PUBLISHED: "county",
    S.SENT: "municipalities",
    S.NEGOTIATED: "county",
}

EVENT: dict[RoundState, RoundEvent] = {
    state: RoundEvent.STARTED if state == S.PLANNING else RoundEvent.ADVANCED for state in RoundState
}

PUBLIC_STATES: tuple[RoundState, ...] = (S.APPROVAL, S.PUBLISHED, S.SENT, S.NEGOTIATED)

REPORT_PASSAGES: tuple[PassageKey, ...] = (
    PassageKey.INTRODUCTION, PassageKey.WELLBEING, PassageKey.STRUCTURES, PassageKey.MEASURES, PassageKey.NOT_DONE, PassageKey.SUMMARY,
)  # fmt: skip
CARD_PASSAGES: tuple[PassageKey, ...] = (
    PassageKey.CARD_SENTENCE, PassageKey.CARD_FACTS, PassageKey.STRENGTHS, PassageKey.CONCERNS, PassageKey.CARD_MEASURES,
)  # fmt: skip


def may_move(old: RoundState, new: RoundState) -> bool:
    return new in TRANSITIONS[old]


def lines(text: str) -> list[str]:
    """The paragraphs or list items of a passage: one a line, empty lines fall away."""
    return [line.strip() for line in text.splitlines() if line.strip()]
