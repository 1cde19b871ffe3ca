"""Rounds, their areas and proposals; the envelope that says who has voted and the ballot that does not; results and drawn lots."""

from participation.budgeting.models.categories import Category
from participation.budgeting.models.changes import RoundChange
from participation.budgeting.models.codes import CodeBatch, VoterCode
from participation.budgeting.models.delivery import Delivery, DeliveryPicture, Milestone
from participation.budgeting.models.evidence import Commitment, FrozenText, Leaves, SealConfirmation
from participation.budgeting.models.files import VoteFile
from participation.budgeting.models.kiosks import Kiosk
from participation.budgeting.models.paper import PaperBatch, PaperEntry
from participation.budgeting.models.proposals import (
    DeclinedIdea,
    Exclusion,
    Proposal,
    ProposalIdea,
    ProposalPicture,
    ProposalQuerySet,
)
from participation.budgeting.models.results import CountFile, CountProtocol, Draw, Result
from participation.budgeting.models.rounds import UNSEEN, Round, RoundArea, RoundQuerySet, key_name
from participation.budgeting.models.votes import Ballot, Choice, Participation, Replacement, random_id

__all__ = [
    "UNSEEN", "Ballot", "Category", "Choice", "CodeBatch", "Commitment", "CountFile", "CountProtocol", "DeclinedIdea",
    "Delivery", "DeliveryPicture", "Draw", "Exclusion", "FrozenText", "Kiosk", "Leaves", "Milestone", "PaperBatch", "PaperEntry",
    "Participation", "Proposal", "ProposalIdea", "ProposalPicture", "ProposalQuerySet", "Replacement", "Result", "Round",
    "RoundArea", "RoundChange", "RoundQuerySet", "SealConfirmation", "VoteFile", "VoterCode", "key_name", "random_id",
]  # fmt: skip
