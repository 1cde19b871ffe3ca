"""The path of influence: a matter, its append-only steps, and what desks and followers keep of it."""

from participation.matters.models.desk import DeskFilter, Draft, Echo, Mention, ResponseTemplate
from participation.matters.models.following import Follow, MailChoice, Subscriber, Waiting
from participation.matters.models.matter import DICE, Attachment, Matter, MatterQuerySet, Step, Support, throw_dice
from participation.matters.models.moderation import HoldWord
from participation.matters.models.words import MatterWords

__all__ = [
    "DICE", "Attachment", "DeskFilter", "Draft", "Echo", "Follow", "HoldWord", "MailChoice", "Matter", "MatterQuerySet", "MatterWords",
    "Mention", "ResponseTemplate", "Step", "Subscriber", "Support", "Waiting", "throw_dice",
]  # fmt: skip
