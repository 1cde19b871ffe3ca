"""The operator's room: Django's admin behind allauth's sign-in and a second factor. It looks at accounts; little can be changed.

A site of its own, so that what libraries register on the default one (secrets of second factors among them) is not shown.
"""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from people.gates import lacks_second_factor
from people.models import AuditEvent, OutboxMail, RoleGrant, User


class OperatorSite(admin.AdminSite):
    site_header = site_title = "Kuuluu"
    index_title = "Kuuluu"

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return isinstance(user, User) and user.is_active and user.is_superuser and not lacks_second_factor(request)


operators = OperatorSite(name="admin")
operators.login = secure_admin_login(operators.login)  # type: ignore[method-assign]


class LookOnly(admin.ModelAdmin):
    """Nothing is added, changed or removed here: that is what actions are for, and they leave a trail."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(User, site=operators)
class UserAdmin(LookOnly):
    """Whether an account may sign in is the one thing to change; password and identity are not even shown."""

    list_display = ("email", "is_active", "is_superuser", "is_demo", "created_at", "last_login")
    list_filter = ("is_active", "is_superuser", "is_demo")
    search_fields = ("email",)
    fields = ("email", "is_active", "is_superuser", "is_demo", "language", "created_at", "last_login", "identified_at")
    readonly_fields = ("email", "is_superuser", "is_demo", "language", "created_at", "last_login", "identified_at")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return obj is None or obj != request.user


@admin.register(RoleGrant, site=operators)
class RoleGrantAdmin(LookOnly):
    list_display = ("user", "organisation", "role", "granted_at")
    list_filter = ("role",)
    list_select_related = ("user", "organisation")
    fields = ("user", "organisation", "role", "granted_by", "granted_at")


@admin.register(AuditEvent, site=operators)
class AuditEventAdmin(LookOnly):
    list_display = ("at", "event", "actor_role", "subject_kind", "subject_id")
    list_filter = ("event",)
    date_hierarchy = "at"
    fields = ("at", "event", "actor_role", "organisation_id", "subject_kind", "subject_id", "facts")


@admin.register(OutboxMail, site=operators)
class OutboxMailAdmin(LookOnly):
    """How the post goes, without whom and what."""

    list_display = ("created_at", "language", "attempts", "sent_at", "given_up_at", "error")
    list_filter = ("sent_at", "given_up_at")
    fields = ("created_at", "try_after", "claimed_at", "sent_at", "given_up_at", "attempts", "error")
