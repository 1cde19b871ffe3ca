"""Who is told of which step: one table for every step of every kind of matter. Nothing else decides.

What is not shown publicly is never told to followers, whatever stands here: whether a matter is shown is asked at the step
(`queries.recipients`). How often a follower wants to hear is the follower's own choice.
"""

from participation.matters.enums import MatterKind, StepKind, Told

T, K = Told, StepKind

SENDERS = frozenset({T.SENDER, T.JOINED})
INTERESTED = SENDERS | {T.FOLLOWERS}
EVERYONE = INTERESTED | {T.AROUND}

EVERY_KIND: dict[StepKind, frozenset[Told]] = {
    K.RECEIVED: frozenset({T.SENDER}),
    K.PUBLISHED: EVERYONE,
    K.ROUTED: INTERESTED | {T.POST},
    K.HANDED_OVER: INTERESTED | {T.COORDINATORS},
    K.ACCEPTED: INTERESTED | {T.POST, T.GIVER},
    K.RETURNED: INTERESTED | {T.COORDINATORS},
    K.PREPARED: INTERESTED,
    K.ANSWERED: EVERYONE,
    K.DECIDED: EVERYONE,
    K.IMPLEMENTED: EVERYONE,
    K.DONE: EVERYONE,
    K.CHECKED: EVERYONE,
    # The sender took these three.
    K.REOPENED: frozenset({T.JOINED, T.FOLLOWERS, T.POST, T.COORDINATORS}),
    K.APPEALED: frozenset({T.MODERATORS}),
    K.WITHDRAWN: frozenset({T.JOINED, T.POST}),
    # The reason is about the sender's own words, so it is told to nobody else.
    K.DECLINED: frozenset({T.SENDER}),
    K.MERGED: INTERESTED | {T.POST},
    K.NOT_OURS: INTERESTED | {T.POST},
    K.NOTE: frozenset({T.MENTIONED}),
    # As with a text that is not shown: the reason is about the sender's own file.
    K.FILE_HIDDEN: frozenset({T.SENDER}),
    K.FILE_APPEALED: frozenset({T.MODERATORS}),
    K.FILE_SHOWN: frozenset({T.SENDER}),
}

# Thanks are between those who thank and those who are thanked, also when everyone may read them.
NEVER: dict[MatterKind, frozenset[Told]] = {MatterKind.THANKS: frozenset({T.AROUND})}

NOTICES: dict[tuple[StepKind, MatterKind], frozenset[Told]] = {
    (step, kind): EVERY_KIND[step] - NEVER.get(kind, frozenset()) for step in StepKind for kind in MatterKind
}

# Steps that the sender takes, with an account or with the code alone: the sender's own address is not told of them either.
OF_SENDER: frozenset[StepKind] = frozenset({K.REOPENED, K.APPEALED, K.WITHDRAWN, K.FILE_APPEALED})
# The one step that is confirmed to the one who took it: that the message has arrived, with its code.
RECEIPTS: frozenset[StepKind] = frozenset({K.RECEIVED})
# Whose mail comes when the same address is reached in several ways: the first. Work and own matters come before what is followed.
PRECEDENCE: tuple[Told, ...] = (
    T.SENDER, T.JOINED, T.MENTIONED, T.POST, T.COORDINATORS, T.GIVER, T.MODERATORS, T.FOLLOWERS, T.AROUND,
)  # fmt: skip

# The daily message comes at this hour (Helsinki) and tells what happened before it.
MORNING = 7
# Somebody without an account has so many days to confirm the address.
DAYS_TO_CONFIRM = 7
# A daily message of more matters than this would not be read; the rest is counted.
MOST_IN_DIGEST = 30


def sender_hears(step: StepKind, kind: MatterKind) -> bool:
    return T.SENDER in NOTICES[step, kind]


def notices_table() -> str:
    """The rules as a Markdown table; docs/mechanisms/notices.md holds it and a test keeps it current."""
    lines = ["| Step | " + " | ".join(told.value for told in Told) + " |", "|---" * (len(Told) + 1) + "|"]
    for step in StepKind:
        lines.append(f"| {step.value} | " + " | ".join(mark_of(step, told) for told in Told) + " |")
    return "\n".join(lines)


def mark_of(step: StepKind, told: Told) -> str:
    """“x” for every kind of matter, “x, not thanks” when the kind makes a difference, empty for none."""
    kinds = [kind for kind in MatterKind if told in NOTICES[step, kind]]
    if not kinds:
        return ""
    left_out = [kind.value for kind in MatterKind if kind not in kinds]
    return f"x, not {', '.join(left_out)}" if left_out else "x"
