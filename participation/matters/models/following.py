"""Who follows what, and what waits for their daily message."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from organisations.models import Area, Organisation
from participation.matters.enums import MailPace
from participation.matters.models.matter import Matter, Step
from portal.privacy import Privacy


class Subscriber(models.Model):
    """Somebody without an account who follows things by e-mail. Nothing is followed before the address is confirmed.

    `key` is the address of the page on which the subscriber sees, changes and ends everything; it stands in the mails only.
    """

    email = models.EmailField(unique=True)
    language = models.CharField(max_length=2, default="fi")
    pace = models.CharField(max_length=8, choices=MailPace, default=MailPace.AT_ONCE)
    key = models.CharField(max_length=43, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        public=("id", "language", "pace", "asked_at", "confirmed_at"),
        pseudonymous=("key",),
        personal=("email",),
        about="Your e-mail, when you follow something without an account.",
        retention="Removed when you stop following; after 7 days when you do not confirm it.",
    )

    class Meta:
        constraints = [models.CheckConstraint(name="subscriber_pace_known", condition=Q(pace__in=MailPace.values))]

    def __str__(self) -> str:
        return str(self.pk)


class MailChoice(models.Model):
    """How often an account wants mail about what it follows; at once as long as there is no row."""

    user = models.OneToOneField("people.User", on_delete=models.CASCADE, related_name="+")
    pace = models.CharField(max_length=8, choices=MailPace, default=MailPace.AT_ONCE)

    privacy = Privacy(
        public=("id", "pace"),
        pseudonymous=("user",),
        about="How often you want mail about what you follow.",
        retention="Removed with the account.",
    )

    class Meta:
        constraints = [models.CheckConstraint(name="mail_choice_pace_known", condition=Q(pace__in=MailPace.values))]

    def __str__(self) -> str:
        return f"{self.user_id} {self.pace}"


ONE_FOLLOWER = Q(user__isnull=False, subscriber__isnull=True) | Q(user__isnull=True, subscriber__isnull=False)
FOLLOWED = ("matter", "topic", "area", "organisation")
ONE_FOLLOWED = Q()
for _name in FOLLOWED:
    ONE_FOLLOWED |= Q(**{f"{other}__isnull": other != _name for other in FOLLOWED})


class Follow(models.Model):
    """One follower (an account or a subscriber) of one thing: a matter, or all shown matters of a topic, an area or an organisation."""

    user = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    subscriber = models.ForeignKey(Subscriber, null=True, blank=True, on_delete=models.CASCADE, related_name="follows")
    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.CASCADE, related_name="follows")
    topic = models.ForeignKey("contacts.Interface", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    privacy = Privacy(
        public=("id", "matter", "topic", "area", "organisation", "at"),
        pseudonymous=("user", "subscriber"),
        about="What you follow, so that we can tell you when something happens.",
        retention="Removed when you stop following or the account is erased.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="follow_has_one_follower", condition=ONE_FOLLOWER),
            models.CheckConstraint(name="follow_has_one_thing", condition=ONE_FOLLOWED),
            models.UniqueConstraint(
                Coalesce("user", 0), Coalesce("subscriber", 0), Coalesce("matter", 0), Coalesce("topic", 0), Coalesce("area", 0),
                Coalesce("organisation", 0), name="matter_follow_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user_id or self.subscriber_id}"


class Waiting(models.Model):
    """A step that waits for a follower's daily digest; removed when the digest is written into the outbox."""

    user = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    subscriber = models.ForeignKey(Subscriber, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="+")

    privacy = Privacy(
        public=("id", "step"),
        pseudonymous=("user", "subscriber"),
        about="News that wait for your daily message.",
        retention="Removed when the daily message is sent.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="waiting_has_one_follower", condition=ONE_FOLLOWER),
            models.UniqueConstraint(Coalesce("user", 0), Coalesce("subscriber", 0), "step", name="waiting_once"),
        ]

    def __str__(self) -> str:
        return f"{self.step_id}"
