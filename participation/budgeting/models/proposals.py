"""Proposals and the ideas that they were made of."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.budgeting.enums import Feasibility
from participation.budgeting.models.categories import Category
from participation.budgeting.models.rounds import Round, RoundArea
from participation.matters.enums import AttachmentKind
from participation.matters.models import Matter
from portal.languages import InLanguages
from portal.privacy import Privacy


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def on_ballot(self) -> "ProposalQuerySet":
        """Those that are voted on."""
        return self.filter(feasibility=Feasibility.FEASIBLE)

    def of_round(self, round: Round) -> "ProposalQuerySet":
        return self.filter(area__round=round)


class Proposal(models.Model):
    """Something that can be carried out, with its cost in whole euros, made from one or several ideas of residents.

    `assessed_at`: the assessment is finished. Nobody but those who run the round sees it before all proposals are published.
    """

    area = models.ForeignKey(RoundArea, on_delete=models.PROTECT, related_name="proposals")
    title_fi = models.CharField(_("title"), max_length=120)
    title_sv = models.CharField(max_length=120, blank=True)
    title_en = models.CharField(max_length=120, blank=True)
    text_fi = models.TextField(_("what is done"))
    text_sv = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    plain_fi = models.TextField(_("in plain language"), blank=True)
    plain_sv = models.TextField(blank=True)
    plain_en = models.TextField(blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    cost = models.PositiveIntegerField(_("cost in whole euros"))
    cost_text_fi = models.TextField(_("what the money goes to"), blank=True)
    cost_text_sv = models.TextField(blank=True)
    cost_text_en = models.TextField(blank=True)
    feasibility = models.CharField(max_length=12, choices=Feasibility, default=Feasibility.UNDECIDED)
    feasibility_text_fi = models.TextField(_("why it can or cannot be carried out"), blank=True)
    feasibility_text_sv = models.TextField(blank=True)
    feasibility_text_en = models.TextField(blank=True)
    upkeep = models.PositiveIntegerField(_("yearly upkeep in whole euros"), null=True, blank=True)
    assessed_at = models.DateTimeField(null=True, blank=True)
    post = models.ForeignKey("contacts.Post", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    done_by = models.DateField(_("done by"), null=True, blank=True)
    exclusive_group = models.PositiveSmallIntegerField(_("only one of the group is carried out"), null=True, blank=True)
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    ideas = models.ManyToManyField(Matter, through="ProposalIdea", related_name="proposals")

    title = InLanguages("title")
    text = InLanguages("text")
    plain = InLanguages("plain")
    cost_text = InLanguages("cost_text")
    feasibility_text = InLanguages("feasibility_text")

    objects = ProposalQuerySet.as_manager()

    privacy = Privacy(
        public=(
            "id", "area", "title_fi", "title_sv", "title_en", "text_fi", "text_sv", "text_en", "plain_fi", "plain_sv", "plain_en",
            "place", "cost", "cost_text_fi", "cost_text_sv", "cost_text_en", "feasibility", "feasibility_text_fi", "feasibility_text_sv",
            "feasibility_text_en", "upkeep", "assessed_at", "post", "done_by", "exclusive_group", "category", "ideas",
        )
    )  # fmt: skip

    class Meta:
        ordering = ["area__position", "id"]
        constraints = [
            models.CheckConstraint(name="proposal_feasibility_known", condition=Q(feasibility__in=Feasibility.values)),
            models.CheckConstraint(name="proposal_costs_something", condition=Q(cost__gte=1)),
            models.CheckConstraint(
                name="proposal_assessed_is_decided", condition=Q(assessed_at__isnull=True) | ~Q(feasibility=Feasibility.UNDECIDED)
            ),
            models.CheckConstraint(
                name="proposal_refusal_has_reason",
                condition=~Q(feasibility__in=[Feasibility.NOT_FEASIBLE, Feasibility.WITHDRAWN])
                | ~Q(feasibility_text_fi=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title_fi


class ProposalPicture(models.Model):
    """What the proposal would look like: a picture made anew from what was sent, with what it shows in words. Frozen with the proposal.

    `sha256` of the file stands in the frozen configuration.
    """

    proposal = models.OneToOneField(Proposal, primary_key=True, on_delete=models.CASCADE, related_name="picture")
    file = models.FileField(upload_to="attachments/%Y/%m/")
    kind = models.CharField(max_length=15, choices=AttachmentKind)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    alt_fi = models.CharField(_("what the picture shows"), max_length=200)
    alt_sv = models.CharField(max_length=200, blank=True)
    alt_en = models.CharField(max_length=200, blank=True)

    alt = InLanguages("alt")

    privacy = Privacy(public=("proposal", "file", "kind", "width", "height", "sha256", "alt_fi", "alt_sv", "alt_en"))

    class Meta:
        constraints = [
            models.CheckConstraint(name="proposal_picture_says_what_it_shows", condition=~Q(alt_fi="")),
            models.CheckConstraint(
                name="proposal_picture_kind_known",
                condition=Q(kind__in=[kind for kind in AttachmentKind.values if kind != AttachmentKind.PDF]),
            ),
        ]

    def __str__(self) -> str:
        return self.alt_fi


class Exclusion(models.Model):
    """Why a proposal was taken out after the proposals were published: the reason for everyone and the decision that it rests on."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="exclusion")
    reason_fi = models.TextField()
    reason_sv = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)
    decision = models.CharField(max_length=200)
    decided_on = models.DateField()
    excluded_at = models.DateTimeField()

    reason = InLanguages("reason")

    privacy = Privacy(public=("id", "proposal", "reason_fi", "reason_sv", "reason_en", "decision", "decided_on", "excluded_at"))

    class Meta:
        constraints = [models.CheckConstraint(name="exclusion_has_grounds", condition=~Q(reason_fi="") & ~Q(decision=""))]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.decision}"


class DeclinedIdea(models.Model):
    """An idea of which no proposal is made in the round, and why. Its sender reads the reason when the proposals are published."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="declined_ideas")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="declined_in")
    reason_fi = models.TextField()
    reason_sv = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)
    at = models.DateTimeField()

    reason = InLanguages("reason")

    privacy = Privacy(public=("id", "round", "matter", "reason_fi", "reason_sv", "reason_en", "at"))

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "matter"], name="idea_declined_once"),
            models.CheckConstraint(name="declined_idea_has_reason", condition=~Q(reason_fi="")),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.matter_id}"


class ProposalIdea(models.Model):
    """An idea from which a proposal was made; several ideas may become one proposal, and each keeps its own path."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="idea_links")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="proposal_links")

    privacy = Privacy(public=("id", "proposal", "matter"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "matter"], name="proposal_idea_once")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.matter_id}"
