"""People and their roles; the audit trail; consents; the outbox of e-mail."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from people.enums import ConsentPurpose, Role
from people.rules import CLAIM_HOLDS, STAFF_ROLES
from portal.privacy import Privacy


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. Signs in by e-mail; a name is never asked for.

    `home_municipality` and `birth_year` come from strong identification only and are used for the right to vote.
    An identified resident may have no e-mail. `identity_key` is a keyed hash of what the identity provider calls the person: it can be
    compared but not read, so that one person is one voter also after an erased account.
    """

    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    public_name = models.CharField(_("name shown to others"), max_length=60, blank=True)
    language = models.CharField(max_length=2, default="fi")
    home_municipality = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    identified_at = models.DateTimeField(null=True, blank=True)
    identity_key = models.CharField(max_length=64, unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(_("demo account, named by its role"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    erasure_warned_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    privacy = Privacy(
        public=("is_active", "is_demo", "is_superuser", "groups", "user_permissions"),
        pseudonymous=(
            "id",
            "language",
            "created_at",
            "last_login",
            "identified_at",
            "identity_key",
            "erasure_warned_at",
        ),
        personal=("email", "password", "public_name", "home_municipality", "birth_year"),
        about=(
            "Your e-mail, the language of your messages, a pen name if you want one, and from strong "
            "identification the home municipality and the year of birth: for signing in, for answers and for "
            "the right to vote."
        ),
        retention="Erased at the person's request or after 24 months without signing in; matters stay without a name.",
    )

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case"),
            models.CheckConstraint(name="user_email_not_empty", condition=~Q(email="")),
            models.CheckConstraint(
                name="user_identified_has_time",
                condition=Q(identified_at__isnull=False) | Q(identity_key__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.public_name or self.email or f"#{self.pk}"

    @property
    def is_staff(self) -> bool:
        """Django's admin is for the operator only; it stands behind allauth's sign-in."""
        return self.is_superuser

    @cached_property
    def grants(self) -> list["RoleGrant"]:
        """The person's roles with their organisations and those organisations' parents; read once a request."""
        return list(self.role_grants.select_related("organisation__parent"))

    @cached_property
    def roles(self) -> dict[int, frozenset[Role]]:
        """Roles by organisation id."""
        roles: dict[int, set[Role]] = {}
        for grant in self.grants:
            roles.setdefault(grant.organisation_id, set()).add(Role(grant.role))
        return {organisation_id: frozenset(given) for organisation_id, given in roles.items()}

    @cached_property
    def workplaces(self) -> dict[int, Organisation]:
        """The organisations in which the person has a role, with their parents, by id."""
        return {grant.organisation_id: grant.organisation for grant in self.grants}

    @property
    def is_staff_member(self) -> bool:
        """Whether the person works here for any organisation."""
        return any(roles & STAFF_ROLES for roles in self.roles.values())


Person = User | AnonymousUser


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def administrators_of(self, organisation: Organisation) -> "RoleGrantQuerySet":
        return self.filter(organisation=organisation, role=Role.ADMINISTRATOR)


class RoleGrant(models.Model):
    """One person's one role in one organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role)
    granted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField()

    objects = RoleGrantQuerySet.as_manager()

    privacy = Privacy(
        public=("id", "organisation", "role", "granted_at"),
        pseudonymous=("user", "granted_by"),
        about="Who works here in which role and who gave it, so that only the right people see matters.",
        retention="Ends with the role or the account; the audit trail keeps that it was given.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="role_once"),
            models.CheckConstraint(name="role_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organisation_id}"


class AppendOnly(Exception):
    """Somebody tried to change or remove what is written once."""


class AuditQuerySet(models.QuerySet["AuditEvent"]):
    """Reads, and adds. Whatever would change or remove a row is refused here and, should SQL go past this, by the database."""

    def update(self, **fields: Any) -> int:
        raise AppendOnly("The audit trail is never changed.")

    def _update(self, values: Any) -> int:
        raise AppendOnly("The audit trail is never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("The audit trail is never removed from.")

    def _raw_delete(self, using: str | None) -> int:
        raise AppendOnly("The audit trail is never removed from.")

    def bulk_update(self, *args: Any, **options: Any) -> int:
        raise AppendOnly("The audit trail is never changed.")

    def with_word(self, word: str) -> "AuditQuerySet":
        """About the thing with this code or number."""
        return self.filter(Q(subject_id=word) | Q(facts__code=word))

    def forget_actor(self, user_id: int) -> int:
        """The one change that is allowed: an erased account's number is emptied. The role stays."""
        return super().filter(actor_id=user_id)._empty_actor()

    def _empty_actor(self) -> int:
        return models.QuerySet.update(self.order_by(), actor_id=None)

    def forget_older_than(self, moment: Any) -> int:
        """Rows past their retention; the database itself refuses younger ones."""
        return models.QuerySet._raw_delete(self.filter(at__lt=moment).order_by(), using=self.db)


class AuditEvent(models.Model):
    """Who did what, when. Append-only and without foreign keys, so that it never stands in the way of live data.

    `actor_id` is empty for a resident without an account and for the system; `actor_role` lists the actor's roles at that moment, so
    that a reader sees a capacity and never a name; `facts` holds only what the sentence of the event needs.
    """

    at = models.DateTimeField()
    event = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True, blank=True)
    actor_role = models.CharField(max_length=200, blank=True)
    organisation_id = models.BigIntegerField(null=True, blank=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)

    objects = AuditQuerySet.as_manager()

    privacy = Privacy(
        public=("id", "at", "event", "actor_role", "organisation_id", "subject_kind", "subject_id", "facts"),
        pseudonymous=("actor_id",),
        about=(
            "What was done, when and in what capacity, so that it can be checked afterwards. Names are not written."
        ),
        retention="Ten years; the actor's number is emptied when the account is erased.",
    )

    class Meta:
        ordering = ["-at", "-id"]
        # Also what Model.save() and the admin go through.
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["organisation_id", "-at"], name="audit_organisation_at"),
            models.Index(fields=["subject_kind", "subject_id"], name="audit_subject"),
            models.Index(fields=["actor_id"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event}"

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        raise AppendOnly("The audit trail is never removed from.")


class Consent(models.Model):
    """A consent that somebody gave, for one purpose and one wording, and when it was withdrawn."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40, choices=ConsentPurpose)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        public=("id", "purpose", "version", "given_at", "withdrawn_at"),
        pseudonymous=("user",),
        about="What you have allowed and when, because a consent must be shown.",
        retention="Removed with the account.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"], condition=Q(withdrawn_at__isnull=True), name="consent_one_in_force"
            ),
            models.CheckConstraint(
                name="consent_order", condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=models.F("given_at"))
            ),
            models.CheckConstraint(name="consent_purpose_known", condition=Q(purpose__in=ConsentPurpose.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.purpose}"


class OutboxQuerySet(models.QuerySet["OutboxMail"]):
    def waiting(self, now: datetime) -> "OutboxQuerySet":
        """Not sent, not given up, its time has come, and nobody is at it (a claim older than CLAIM_HOLDS belongs to a dead worker)."""
        return self.filter(
            Q(claimed_at__isnull=True) | Q(claimed_at__lte=now - CLAIM_HOLDS),
            sent_at__isnull=True,
            given_up_at__isnull=True,
            try_after__lte=now,
        )

    def empty(self) -> int:
        """Empty the address and the words; the keys stay, so that nothing is sent again."""
        return self.update(to="", subject="", body="", unsubscribe="")

    def forget_receiver(self, email: str, now: datetime) -> None:
        """Somebody has left: what has not been sent to them is given up, and nothing of it is kept."""
        theirs = self.filter(to__iexact=email)
        theirs.filter(sent_at__isnull=True, given_up_at__isnull=True).update(given_up_at=now, claimed_at=None)
        theirs.empty()


class OutboxMail(models.Model):
    """An e-mail that waits to be sent. The row is written in the transaction that causes it; its key makes it one of a kind.

    `unsubscribe` is the address that ends such mails by one POST (RFC 8058); empty for mails that are an answer to the receiver's own deed.
    After 30 days the address and the words are emptied; the key stays, so that the same message is never sent again.
    """

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    unsubscribe = models.URLField(max_length=500, blank=True)
    language = models.CharField(max_length=2, default="fi")
    created_at = models.DateTimeField()
    try_after = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    objects = OutboxQuerySet.as_manager()

    privacy = Privacy(
        public=(
            "id",
            "language",
            "created_at",
            "try_after",
            "claimed_at",
            "sent_at",
            "given_up_at",
            "attempts",
            "error",
        ),
        pseudonymous=("key", "unsubscribe"),
        personal=("to", "subject", "body"),
        about="E-mails to you from writing to sending, so that each arrives and arrives once.",
        retention="The address and the words are emptied 30 days after sending; that something was sent stays.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outbox_sent_or_given_up", condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(
                fields=["try_after"], name="outbox_waiting", condition=Q(sent_at__isnull=True, given_up_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.key
