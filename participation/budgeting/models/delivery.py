"""How a winner is carried out: its stages, the euros used, pictures, the day when it was done and what it changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.budgeting.models.proposals import Proposal
from participation.matters.enums import AttachmentKind
from portal.languages import InLanguages
from portal.privacy import Privacy


class Milestone(models.Model):
    """A stage of the work with the day for which it is planned and the day when it was done."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="milestones")
    text_fi = models.CharField(_("what is done"), max_length=200)
    text_sv = models.CharField(max_length=200, blank=True)
    text_en = models.CharField(max_length=200, blank=True)
    planned_on = models.DateField(_("planned for"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    text = InLanguages("text")

    privacy = Privacy(public=("id", "proposal", "text_fi", "text_sv", "text_en", "planned_on", "done_on"))

    class Meta:
        ordering = ["planned_on", "id"]
        constraints = [models.CheckConstraint(name="milestone_has_text", condition=~Q(text_fi=""))]

    def __str__(self) -> str:
        return self.text_fi


class Delivery(models.Model):
    """Where the work of a winner is: euros used so far, when it was done, and what it changed."""

    proposal = models.OneToOneField(Proposal, primary_key=True, on_delete=models.PROTECT, related_name="delivery")
    spent = models.PositiveIntegerField(_("euros used"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    effect_fi = models.TextField(_("what it changed"), blank=True)
    effect_sv = models.TextField(blank=True)
    effect_en = models.TextField(blank=True)
    effect_on = models.DateField(_("effect looked at on"), null=True, blank=True)

    effect = InLanguages("effect")

    privacy = Privacy(public=("proposal", "spent", "done_on", "effect_fi", "effect_sv", "effect_en", "effect_on"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delivery_effect_after_done",
                condition=Q(effect_on__isnull=True, effect_fi="") | (Q(effect_on__isnull=False, done_on__isnull=False) & ~Q(effect_fi="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}"


class DeliveryPicture(models.Model):
    """A picture of the work, made anew from what was sent, with what it shows in words: without them there is no picture."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="pictures")
    file = models.FileField(upload_to="attachments/%Y/%m/")
    kind = models.CharField(max_length=15, choices=AttachmentKind)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt_fi = models.CharField(_("what the picture shows"), max_length=200)
    alt_sv = models.CharField(max_length=200, blank=True)
    alt_en = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    alt = InLanguages("alt")

    privacy = Privacy(public=("id", "proposal", "file", "kind", "width", "height", "alt_fi", "alt_sv", "alt_en", "at"))

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="picture_says_what_it_shows", condition=~Q(alt_fi="")),
            models.CheckConstraint(
                name="picture_kind_known", condition=Q(kind__in=[kind for kind in AttachmentKind.values if kind != AttachmentKind.PDF])
            ),
        ]

    def __str__(self) -> str:
        return self.alt_fi
