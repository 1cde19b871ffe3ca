"""What may follow what, who moves it on, and what each step needs. Tables; nothing else decides."""

from participation.matters.enums import MatterEvent, MatterKind, MatterState, Outcome, StepKind, Visibility
from people.enums import Permission

S, K, E = MatterState, StepKind, MatterEvent

# What may follow what.

TRANSITIONS: dict[MatterState, tuple[MatterState, ...]] = {
    S.IN_MODERATION: (S.OPEN, S.DECLINED, S.MERGED, S.WITHDRAWN),
    S.OPEN: (S.HANDED, S.ROUTED, S.PREPARED, S.ANSWERED, S.DECLINED, S.MERGED, S.NOT_OURS, S.WITHDRAWN),
    S.HANDED: (S.OPEN, S.ROUTED, S.PREPARED, S.ANSWERED, S.WITHDRAWN),
    S.ROUTED: (S.HANDED, S.ROUTED, S.PREPARED, S.ANSWERED, S.DECLINED, S.MERGED, S.NOT_OURS, S.WITHDRAWN),
    S.PREPARED: (S.HANDED, S.ROUTED, S.PREPARED, S.ANSWERED, S.DECLINED, S.MERGED, S.NOT_OURS, S.WITHDRAWN),
    S.ANSWERED: (S.OPEN, S.ANSWERED, S.DECIDED, S.IMPLEMENTED, S.DONE),
    S.DECIDED: (S.OPEN, S.ANSWERED, S.DECIDED, S.IMPLEMENTED, S.DONE),
    S.IMPLEMENTED: (S.DECIDED, S.IMPLEMENTED, S.DONE),
    S.DONE: (S.OPEN, S.CHECKED),
    S.CHECKED: (),
    S.DECLINED: (S.IN_MODERATION,),
    S.MERGED: (),
    S.NOT_OURS: (),
    S.WITHDRAWN: (),
}

# Who moves the matter on from the state.
OWNER: dict[MatterState, str] = {
    S.IN_MODERATION: "moderator",
    S.OPEN: "coordinator",
    S.HANDED: "coordinator of the receiver",
    S.ROUTED: "responsible post",
    S.PREPARED: "responsible post",
    S.ANSWERED: "responsible post",
    S.DECIDED: "responsible post",
    S.IMPLEMENTED: "responsible post",
    S.DONE: "responsible post",
    S.CHECKED: "nobody",
    S.DECLINED: "sender, who may ask for a review",
    S.MERGED: "the matter that it was joined to",
    S.NOT_OURS: "nobody",
    S.WITHDRAWN: "nobody",
}

# What the audit trail says when the state is reached.
EVENT: dict[MatterState, MatterEvent] = {
    S.IN_MODERATION: E.RECEIVED,
    S.OPEN: E.PUBLISHED,
    S.HANDED: E.HANDED_OVER,
    S.ROUTED: E.ROUTED,
    S.PREPARED: E.PREPARED,
    S.ANSWERED: E.ANSWERED,
    S.DECIDED: E.DECIDED,
    S.IMPLEMENTED: E.IMPLEMENTED,
    S.DONE: E.DONE,
    S.CHECKED: E.CHECKED,
    S.DECLINED: E.DECLINED,
    S.MERGED: E.MERGED,
    S.NOT_OURS: E.NOT_OURS,
    S.WITHDRAWN: E.WITHDRAWN,
}

# The state that a step leads to; None leaves it as it is. A received matter begins in `first_state`.
LEADS_TO: dict[StepKind, MatterState | None] = {
    K.RECEIVED: None,
    K.PUBLISHED: S.OPEN,
    K.ROUTED: S.ROUTED,
    K.HANDED_OVER: S.HANDED,
    K.ACCEPTED: S.ROUTED,
    K.RETURNED: S.OPEN,
    K.PREPARED: S.PREPARED,
    K.ANSWERED: S.ANSWERED,
    K.DECIDED: S.DECIDED,
    K.IMPLEMENTED: S.IMPLEMENTED,
    K.DONE: S.DONE,
    K.CHECKED: S.CHECKED,
    K.REOPENED: S.OPEN,
    K.DECLINED: S.DECLINED,
    K.APPEALED: S.IN_MODERATION,
    K.MERGED: S.MERGED,
    K.NOT_OURS: S.NOT_OURS,
    K.WITHDRAWN: S.WITHDRAWN,
    K.NOTE: None,
    K.FILE_HIDDEN: None,
    K.FILE_APPEALED: None,
    K.FILE_SHOWN: None,
}

# What is told of one file that came with the message. Such steps stand beside the path, as notes do: they move nothing, change no version
# and are read on the desks only, because the reason is about the sender's own file.
FILE_STEPS: tuple[StepKind, ...] = (K.FILE_HIDDEN, K.FILE_APPEALED, K.FILE_SHOWN)
BESIDE: tuple[StepKind, ...] = (K.NOTE, *FILE_STEPS)

# Steps that are taken from these states only, although their target may be reached in other ways too.
ONLY_FROM: dict[StepKind, tuple[MatterState, ...]] = {
    K.PUBLISHED: (S.IN_MODERATION,),
    K.ROUTED: (S.OPEN, S.ROUTED, S.PREPARED),
    K.ACCEPTED: (S.HANDED,),
    K.RETURNED: (S.HANDED,),
    K.REOPENED: (S.ANSWERED, S.DECIDED, S.DONE),
    K.APPEALED: (S.DECLINED,),
}

STEP_EVENT: dict[StepKind, MatterEvent] = {
    K.RECEIVED: E.RECEIVED,
    K.PUBLISHED: E.PUBLISHED,
    K.ROUTED: E.ROUTED,
    K.HANDED_OVER: E.HANDED_OVER,
    K.ACCEPTED: E.ACCEPTED,
    K.RETURNED: E.RETURNED,
    K.PREPARED: E.PREPARED,
    K.ANSWERED: E.ANSWERED,
    K.DECIDED: E.DECIDED,
    K.IMPLEMENTED: E.IMPLEMENTED,
    K.DONE: E.DONE,
    K.CHECKED: E.CHECKED,
    K.REOPENED: E.REOPENED,
    K.DECLINED: E.DECLINED,
    K.APPEALED: E.APPEALED,
    K.MERGED: E.MERGED,
    K.NOT_OURS: E.NOT_OURS,
    K.WITHDRAWN: E.WITHDRAWN,
    K.NOTE: E.NOTED,
    K.FILE_HIDDEN: E.FILE_HIDDEN,
    K.FILE_APPEALED: E.FILE_APPEALED,
    K.FILE_SHOWN: E.FILE_SHOWN,
}

# What a role must permit in the organisation that answers now. Receiving, withdrawing, asking for a review and opening again belong to
# the sender, a note to every desk.
STEP_PERMISSION: dict[StepKind, Permission] = {
    K.PUBLISHED: Permission.MATTER_MODERATE,
    K.DECLINED: Permission.MATTER_MODERATE,
    K.FILE_HIDDEN: Permission.MATTER_MODERATE,
    K.FILE_SHOWN: Permission.MATTER_MODERATE,
    K.ROUTED: Permission.MATTER_ROUTE,
    K.HANDED_OVER: Permission.MATTER_ROUTE,
    K.ACCEPTED: Permission.MATTER_ROUTE,
    K.RETURNED: Permission.MATTER_ROUTE,
    K.MERGED: Permission.MATTER_ROUTE,
    K.NOT_OURS: Permission.MATTER_ROUTE,
    K.PREPARED: Permission.MATTER_ANSWER,
    K.ANSWERED: Permission.MATTER_ANSWER,
    K.DECIDED: Permission.MATTER_ANSWER,
    K.IMPLEMENTED: Permission.MATTER_ANSWER,
    K.DONE: Permission.MATTER_ANSWER,
    K.CHECKED: Permission.MATTER_ANSWER,
}

AWAITING: tuple[MatterState, ...] = (S.OPEN, S.HANDED, S.ROUTED, S.PREPARED)
WITH_ANSWER: tuple[MatterState, ...] = (S.ANSWERED, S.DECIDED, S.IMPLEMENTED, S.DONE, S.CHECKED)
SHOWN: tuple[MatterState, ...] = (*AWAITING, *WITH_ANSWER, S.NOT_OURS)
CLOSED: tuple[MatterState, ...] = (S.DECLINED, S.MERGED, S.NOT_OURS, S.WITHDRAWN)  # ended without an answer of their own
REFUSALS: tuple[Outcome, ...] = (Outcome.NO, Outcome.NOT_YET)
PROMISES_MORE: tuple[Outcome, ...] = (Outcome.YES, Outcome.PARTLY)


def first_state(visibility: Visibility) -> MatterState:
    """What everyone will see is read by a moderator first; what only those who answer see goes straight to them."""
    return S.IN_MODERATION if visibility == Visibility.PUBLIC else S.OPEN


def default_visibility(kind: MatterKind) -> Visibility:
    """Ideas are for everyone to see and support; the rest stays between the sender and those who answer."""
    return Visibility.PUBLIC if kind == MatterKind.IDEA else Visibility.PRIVATE


def state_after(state: MatterState, step: StepKind) -> MatterState | None:
    """The state after the step, or None when the step cannot be taken from here."""
    target = LEADS_TO[step]
    if target is None:
        return state
    return target if target in TRANSITIONS[state] else None


def steps_from(state: MatterState) -> tuple[StepKind, ...]:
    """The steps that may be taken from the state, in their order on the path. Receiving is always behind; a file has a page of its own."""
    return tuple(step for step in StepKind if step not in (K.RECEIVED, *FILE_STEPS) and can_take(state, step))


def can_take(state: MatterState, step: StepKind) -> bool:
    return state in ONLY_FROM.get(step, (state,)) and state_after(state, step) is not None


def is_finished(state: MatterState, outcome: str) -> bool:
    """Whether nothing more is promised: the end of the path, or an answer after which nothing is due."""
    if state in (S.CHECKED, S.DECLINED, S.MERGED, S.NOT_OURS, S.WITHDRAWN, S.DONE):
        return True
    return state in (S.ANSWERED, S.DECIDED) and outcome not in PROMISES_MORE


STAGES: tuple[StepKind, ...] = (K.RECEIVED, K.ROUTED, K.PREPARED, K.ANSWERED, K.DECIDED, K.IMPLEMENTED, K.CHECKED)
STAGE_OF: dict[MatterState, int] = {
    S.IN_MODERATION: 1, S.OPEN: 1, S.HANDED: 1, S.ROUTED: 2, S.PREPARED: 3, S.ANSWERED: 4, S.DECIDED: 5,
    S.IMPLEMENTED: 6, S.DONE: 6, S.CHECKED: 7,
}  # fmt: skip


def coming_after(state: MatterState, outcome: str, kind: MatterKind) -> tuple[StepKind, ...]:
    """The steps that surely come: the answer is promised to everyone, the rest follows from a yes."""
    if state in (S.IN_MODERATION, S.OPEN, S.HANDED):
        return (K.ROUTED, K.ANSWERED)
    if state in (S.ROUTED, S.PREPARED):
        return (K.ANSWERED,)
    if is_finished(state, outcome) and state != S.DONE:
        return ()
    if state in (S.ANSWERED, S.DECIDED):
        return (K.IMPLEMENTED, K.CHECKED)
    return (K.CHECKED,) if kind == MatterKind.IDEA or outcome in PROMISES_MORE else ()


def state_diagram() -> str:
    """The transitions as a mermaid diagram; docs/mechanisms/matters.md holds it and a test keeps it current."""
    lines = ["stateDiagram-v2", "    [*] --> in_moderation: idea", "    [*] --> open: feedback, fault, question, thanks"]
    for state, targets in TRANSITIONS.items():
        for target in targets:
            steps = ", ".join(step.value for step in StepKind if LEADS_TO[step] == target and can_take(state, step))
            lines.append(f"    {state.value} --> {target.value}: {steps}")
        if not targets:
            lines.append(f"    {state.value} --> [*]")
    return "\n".join(lines)
