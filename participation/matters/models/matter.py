"""The path of influence: a matter and its append-only steps."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.models import Area, Organisation
from participation.matters.enums import (
    AttachmentKind,
    Channel,
    HideReason,
    MatterKind,
    MatterState,
    Outcome,
    StepKind,
    Visibility,
)
from participation.matters.rules import AWAITING, BESIDE, FILE_STEPS, SHOWN, WITH_ANSWER
from portal.privacy import Privacy


class MatterQuerySet(models.QuerySet["Matter"]):
    def shown(self) -> "MatterQuerySet":
        """Those that everyone may see."""
        return self.filter(visibility=Visibility.PUBLIC, state__in=SHOWN)

    def ideas(self) -> "MatterQuerySet":
        return self.filter(kind=MatterKind.IDEA)

    def of(self, organisation: Organisation) -> "MatterQuerySet":
        """Those left for the organisation or answered by it now."""
        return self.filter(Q(origin=organisation) | Q(organisation=organisation))

    def awaiting(self) -> "MatterQuerySet":
        """Those whose answer is still to come."""
        return self.filter(state__in=AWAITING)

    def answered(self) -> "MatterQuerySet":
        return self.filter(state__in=WITH_ANSWER)


# A page of a list is read from its place in one of these on, however long the list is (participation.feedback's lists).
SHOWN_IDEA = Q(kind=MatterKind.IDEA, visibility=Visibility.PUBLIC, state__in=SHOWN)
DICE = 2**31
LIST_ORDERS = (("newest", "received_at"), ("supports", "support_count"), ("answer", "answered_at"), ("dice", "dice"))


def throw_dice() -> int:
    return secrets.randbelow(DICE)


class Matter(models.Model):
    """Something that a resident said and somebody owes an answer to. One code all the way, whoever answers.

    `code` is the sender's secret key to the path; `reference` is the open address that anyone may see and say.
    `organisation` answers now; `origin` is where it was left. `due_on` comes from the answer promise in working days.
    `sender_name` is a pen name, never asked to be a real one. `token` belongs to the form, so that sending twice leaves one.
    `tells_sender` is False when the sender has ended the messages about it.
    `came_of_it` says in one line what the matter led to. `assignee` is the member of staff who works on it, seen by the desk only.
    When the matter is opened again, `due_on` is the new day and `first_due_on` keeps the one against which the promise is measured.
    While a hand-over waits, `handed_by` is who gave it and `accept_by` the day by which the receiver accepts it or gives it back.
    `latitude` and `longitude` (WGS 84) are the exact place, for those who answer; everyone reads `place` only.
    `held_for` are HoldReason values with commas. `source` and `external_id` name a matter that came from another system, once.
    `support_count` is counted again under the row's lock whenever a support comes or goes: counting at reading would read all supports of
    all ideas to order a list. `dice` is the matter's place in the mixed order: thrown once,
    and each visitor begins at a place of their own.
    """

    code = models.CharField(max_length=16, unique=True)
    reference = models.CharField(max_length=8, unique=True)
    token = models.UUIDField(null=True, blank=True, unique=True)
    kind = models.CharField(max_length=12, choices=MatterKind)
    state = models.CharField(max_length=15, choices=MatterState, default=MatterState.IN_MODERATION)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("in your own words"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    language = models.CharField(max_length=2, default="fi")
    origin = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="matters")
    topic = models.ForeignKey("contacts.Interface", null=True, blank=True, on_delete=models.PROTECT, related_name="matters")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    post = models.ForeignKey("contacts.Post", null=True, blank=True, on_delete=models.SET_NULL, related_name="matters")
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.PUBLIC)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.WEB)
    author = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="matters")
    sender_name = models.CharField(_("pen name"), max_length=60, blank=True)
    reply_email = models.EmailField(_("e-mail for the answer"), blank=True)
    reply_phone = models.CharField(_("phone for the answer"), max_length=40, blank=True)
    tells_sender = models.BooleanField(default=True)
    received_at = models.DateTimeField()
    due_on = models.DateField()
    first_due_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    came_of_it = models.CharField(_("what came of it"), max_length=160, blank=True)
    version = models.PositiveIntegerField(default=0)
    is_example = models.BooleanField(default=False)
    assignee = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    handed_by = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accept_by = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    held_for = models.CharField(max_length=80, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=60, blank=True)
    external_id = models.CharField(max_length=120, blank=True)
    support_count = models.PositiveIntegerField(default=0)
    dice = models.PositiveIntegerField(default=throw_dice)

    objects = MatterQuerySet.as_manager()

    privacy = Privacy(
        public=(
            "id", "reference", "kind", "state", "title", "text", "place", "language", "origin", "organisation", "topic", "area", "post",
            "visibility", "channel", "received_at", "due_on", "first_due_on", "answered_at", "outcome", "came_of_it", "version",
            "is_example", "handed_by", "accept_by", "merged_into", "held_for", "reopened_at", "asked_at", "source", "external_id",
            "support_count", "dice", "tells_sender",
        ),
        pseudonymous=("code", "token", "author", "sender_name", "assignee", "latitude", "longitude"),
        personal=("reply_email", "reply_phone"),
        about="What you told us, and an e-mail or phone number if you want the answer there. A name is not asked.",
        retention="Contact details are emptied 90 days after the last step; the matter stays without them.",
    )  # fmt: skip

    class Meta:
        ordering = ["-received_at", "-id"]
        constraints = [
            models.CheckConstraint(name="matter_state_known", condition=Q(state__in=MatterState.values)),
            models.CheckConstraint(
                name="matter_answered_has_time",
                condition=~Q(state__in=["answered", "decided", "implemented", "done", "checked"]) | Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(name="matter_outcome_known", condition=Q(outcome__in=["", *Outcome.values])),
            models.CheckConstraint(name="matter_answer_has_outcome", condition=Q(answered_at__isnull=True) | ~Q(outcome="")),
            models.CheckConstraint(
                name="matter_handed_has_giver_and_day",
                condition=~Q(state="handed") | Q(handed_by__isnull=False, accept_by__isnull=False),
            ),
            models.CheckConstraint(
                name="matter_merged_has_target",
                condition=Q(state="merged", merged_into__isnull=False) | (~Q(state="merged") & Q(merged_into__isnull=True)),
            ),
            models.CheckConstraint(
                name="matter_point_is_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True) | Q(latitude__isnull=False, longitude__isnull=False),
            ),
            models.UniqueConstraint(name="matter_imported_once", fields=["source", "external_id"], condition=~Q(external_id="")),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "due_on"], name="matter_desk"),
            models.Index(fields=["origin", "kind", "-received_at"], name="matter_list"),
            *(models.Index(fields=[field, "id"], name=f"idea_by_{name}", condition=SHOWN_IDEA) for name, field in LIST_ORDERS),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def state_now(self) -> MatterState:
        return MatterState(self.state)

    @property
    def answers_elsewhere(self) -> bool:
        """Whether another organisation than the one where it was left answers now."""
        return self.organisation_id != self.origin_id


class Step(models.Model):
    """One step of a matter's path; never changed, corrections are new steps.

    `organisation` took the step; `role` says in what capacity (a post or an organisation, never a name).
    `post` and `receiver` are whom the step sent the matter to. `token` belongs to the form, so that sending twice leaves one step.
    `file` is the file of the sender that a moderator looked at; then `reason` is a HideReason.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="steps")
    file = models.ForeignKey("matters.Attachment", null=True, blank=True, on_delete=models.CASCADE, related_name="looks")
    kind = models.CharField(max_length=12, choices=StepKind)
    at = models.DateTimeField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("contacts.Post", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    receiver = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=15, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)
    public_text = models.TextField(blank=True)
    internal_text = models.TextField(blank=True)
    body = models.ForeignKey("organisations.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    paragraph = models.CharField(max_length=20, blank=True)
    link = models.URLField(blank=True)
    next_text = models.CharField(max_length=300, blank=True)
    next_by = models.DateField(null=True, blank=True)
    by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_public = models.BooleanField(default=True)

    privacy = Privacy(
        public=(
            "id", "matter", "file", "kind", "at", "organisation", "post", "receiver", "role", "reason", "public_text", "internal_text",
            "body", "decided_on", "paragraph", "link", "next_text", "next_by", "is_public",
        ),
        pseudonymous=("by", "token"),
        about="Who handled your matter and when, so that its path can be followed.",
        retention="Stays with the matter; who wrote it is emptied with the account.",
    )  # fmt: skip

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="step_decision_has_body", condition=~Q(kind=StepKind.DECIDED) | Q(body__isnull=False)),
            models.CheckConstraint(name="step_kind_known", condition=Q(kind__in=StepKind.values)),
            models.CheckConstraint(name="step_hand_over_has_receiver", condition=~Q(kind=StepKind.HANDED_OVER) | Q(receiver__isnull=False)),
            models.CheckConstraint(name="step_declined_has_reason", condition=~Q(kind=StepKind.DECLINED) | ~Q(reason="")),
            models.CheckConstraint(name="step_beside_is_internal", condition=~Q(kind__in=BESIDE) | Q(is_public=False)),
            models.CheckConstraint(
                name="step_has_file", condition=Q(file__isnull=False, kind__in=FILE_STEPS) | (Q(file=None) & ~Q(kind__in=FILE_STEPS))
            ),
            models.UniqueConstraint(name="step_file_review_once", fields=["file"], condition=Q(kind=StepKind.FILE_APPEALED)),
        ]
        indexes = [models.Index(fields=["matter", "at"], name="step_path"), models.Index(fields=["-at"], name="step_newest")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.kind}"


class Support(models.Model):
    """One account's support for one idea; the constraint is what makes it one."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    privacy = Privacy(
        public=("id", "matter", "at"),
        pseudonymous=("user",),
        about="Which ideas you support, so that each support counts once.",
        retention="Removed when the support is taken back or the account is erased.",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "user"], name="support_once")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.user_id}"


class Attachment(models.Model):
    """A picture or a document of a matter or of one of its steps. The file was made anew from what was sent; the original is not kept.

    `width` and `height` are pixels of a picture, empty for a document. `alt` says in words what a picture shows.
    What a moderator has hidden is not public any more; `hidden_for` and `hidden_text` tell its sender why.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="attachments")
    step = models.ForeignKey(Step, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="attachments/%Y/%m/")
    kind = models.CharField(max_length=15, choices=AttachmentKind)
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    alt = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    is_public = models.BooleanField(default=False)
    hidden_for = models.CharField(max_length=15, choices=HideReason, blank=True, default="")
    hidden_text = models.CharField(max_length=500, blank=True, default="")
    at = models.DateTimeField()

    privacy = Privacy(
        public=("id", "matter", "step", "kind", "size", "width", "height", "is_public", "hidden_for", "hidden_text", "at"),
        personal=("file", "name", "alt"),
        about="Pictures and documents that you attach. Where and with what a picture was taken is removed from it.",
        retention="Stays with the matter.",
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="attachment_kind_known", condition=Q(kind__in=AttachmentKind.values)),
            models.CheckConstraint(name="attachment_size_is_some", condition=Q(size__gt=0)),
            models.CheckConstraint(name="attachment_hidden_is_not_public", condition=Q(hidden_for="") | Q(is_public=False)),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.kind}"
