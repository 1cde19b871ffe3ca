"""What may become of a comment, and what other services and systems say in the words of the path of influence. Pure."""

from participation.feedback.rules.comments import COMMENT_STEPS, can_take_comment_step, comment_state_after

__all__ = ["COMMENT_STEPS", "can_take_comment_step", "comment_state_after"]
