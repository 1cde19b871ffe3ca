"""What the desk keeps: words to use again, filters, answers that wait, calls to colleagues, and whether the answers helped."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from participation.matters.enums import DraftRefusal, Helped, Outcome
from participation.matters.models.matter import Matter, Step
from portal.privacy import Privacy


class ResponseTemplate(models.Model):
    """Words that a desk uses again: for one topic, or for all when it has none. Empty languages fall back to Finnish.

    `version` counts the savings, so that two writers never overwrite each other.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey("contacts.Interface", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=80)
    text_fi = models.TextField(_("text in Finnish"))
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy = Privacy(public=("id", "organisation", "topic", "title", "text_fi", "text_sv", "text_en", "version"))

    class Meta:
        ordering = ["title"]
        constraints = [models.UniqueConstraint(name="response_template_once", fields=["organisation", "title"])]

    def __str__(self) -> str:
        return self.title


class DeskFilter(models.Model):
    """A filter of the desk that a member of staff keeps under a name. `query` is the query string of the desk's own form."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=400)

    privacy = Privacy(
        public=("id", "name", "query"),
        pseudonymous=("user",),
        about="Filters that you keep on your desk.",
        retention="Removed with the account.",
    )

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(name="desk_filter_once", fields=["user", "name"])]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """An answer that waits: for its writer to go on, or for the minute at which it is published together with others.

    `seen` is the matter's version that the writer saw; `version` counts the draft's own savings, so that two writers never overwrite
    each other. `refused` says why the minute came and nothing was published.
    """

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="draft")
    text = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    next_text = models.CharField(max_length=300, blank=True)
    next_by = models.DateField(null=True, blank=True)
    came_of_it = models.CharField(max_length=160, blank=True)
    note = models.TextField(blank=True)
    seen = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    updated_at = models.DateTimeField()
    publish_at = models.DateTimeField(null=True, blank=True)
    refused = models.CharField(max_length=300, choices=DraftRefusal, blank=True)

    privacy = Privacy(
        public=(
            "id", "matter", "text", "outcome", "next_text", "next_by", "came_of_it", "note", "seen", "version", "updated_at", "publish_at",
            "refused",
        ),
        pseudonymous=("by",),
        about="An answer to you that is being written.",
        retention="Removed when the answer is published.",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="draft_with_minute_is_whole", condition=Q(publish_at__isnull=True) | (~Q(text="") & ~Q(outcome=""))
            ),
            models.CheckConstraint(name="draft_refusal_known", condition=Q(refused__in=["", *DraftRefusal.values])),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id}"


class Mention(models.Model):
    """A member of staff who was called to a matter in an internal note; told once, by mail and on the desk."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        public=("id", "step", "seen_at"),
        pseudonymous=("user",),
        about="That somebody called you to a matter at work.",
        retention="Stays with the matter; removed with the account.",
    )

    class Meta:
        constraints = [models.UniqueConstraint(name="mention_once", fields=["step", "user"])]

    def __str__(self) -> str:
        return f"{self.step_id}"


class Echo(models.Model):
    """What the sender said when asked whether the answer helped; once for each round of answering: a matter is opened again once."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="echoes")
    round = models.PositiveSmallIntegerField(default=1)
    helped = models.CharField(max_length=6, choices=Helped)
    why = models.TextField(blank=True)
    at = models.DateTimeField()

    privacy = Privacy(
        public=("id", "matter", "round", "helped", "at"),
        pseudonymous=("why",),
        about="Whether our answer helped, if you told us.",
        retention="Stays with the matter.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="echo_once", fields=["matter", "round"]),
            models.CheckConstraint(name="echo_known", condition=Q(helped__in=Helped.values)),
            models.CheckConstraint(name="echo_round_one_or_two", condition=Q(round__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.helped}"
