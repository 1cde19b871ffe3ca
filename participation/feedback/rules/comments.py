"""What may become of a comment. Pure."""

from participation.feedback.enums import CommentState, CommentStepKind

COMMENT_STEPS: dict[CommentStepKind, tuple[tuple[CommentState, ...], CommentState]] = {
    CommentStepKind.SHOWN: ((CommentState.HELD, CommentState.HIDDEN), CommentState.SHOWN),
    CommentStepKind.HIDDEN: ((CommentState.SHOWN, CommentState.HELD), CommentState.HIDDEN),
    CommentStepKind.APPEALED: ((CommentState.HIDDEN,), CommentState.HELD),
}


def can_take_comment_step(state: CommentState, step: CommentStepKind) -> bool:
    return state in COMMENT_STEPS[step][0]


def comment_state_after(step: CommentStepKind) -> CommentState:
    return COMMENT_STEPS[step][1]
