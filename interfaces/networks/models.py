"""Groups in which organisations work together on an interface, and who sits in them."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from interfaces.contacts.models import Interface, Post, Unit
from interfaces.networks.enums import MemberRole, NetworkKind
from organisations.models import Organisation
from portal.languages import InLanguages
from portal.models import Named
from portal.privacy import Privacy


class Network(Named):
    """A standing group of a region. Its interface may be a sub-topic; the list shows it under the topmost one."""

    region = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="networks")
    slug = models.SlugField(max_length=80)
    interface = models.ForeignKey(Interface, on_delete=models.PROTECT, related_name="networks")
    kind = models.CharField(max_length=12, choices=NetworkKind, default=NetworkKind.NETWORK)
    purpose_fi = models.TextField(_("purpose in Finnish"), blank=True)
    purpose_sv = models.TextField(_("purpose in Swedish"), blank=True)
    purpose_en = models.TextField(_("purpose in English"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=200, blank=True)

    purpose = InLanguages("purpose")

    privacy = Privacy(
        public=(
            "id", "name_fi", "name_sv", "name_en", "region", "slug", "interface", "kind", "purpose_fi", "purpose_sv",
            "purpose_en", "position", "source",
        )
    )  # fmt: skip

    class Meta:
        ordering = ["position", "name_fi"]
        constraints = [
            models.UniqueConstraint(fields=["region", "slug"], name="network_slug_once"),
            models.CheckConstraint(name="network_kind_known", condition=Q(kind__in=NetworkKind.values)),
        ]


class Membership(models.Model):
    """An organisation, one of its units or one of its posts sits in a network."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="network_memberships")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="network_memberships")
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="network_memberships")
    role = models.CharField(max_length=12, choices=MemberRole, default=MemberRole.MEMBER)
    source = models.CharField(max_length=200, blank=True)
    is_example = models.BooleanField(default=False)

    privacy = Privacy(public=("id", "network", "organisation", "unit", "post", "role", "source", "is_example"))

    class Meta:
        ordering = ["network", "organisation", "id"]
        constraints = [
            models.UniqueConstraint(
                "network", "organisation", Coalesce("unit", 0), Coalesce("post", 0), name="membership_once"
            ),
            models.CheckConstraint(name="membership_role_known", condition=Q(role__in=MemberRole.values)),
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.organisation_id} {self.role}"
