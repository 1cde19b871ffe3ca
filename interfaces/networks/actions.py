"""Every change of networks and their members."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from interfaces.contacts.models import Interface, Post, Unit
from interfaces.networks.enums import MemberRole, NetworkEvent, NetworkKind
from interfaces.networks.models import Membership, Network
from interfaces.networks.permissions import check_can_keep
from organisations.models import Organisation
from people.actions import record_event
from people.models import User
from portal.exceptions import RuleBroken


@dataclass(frozen=True)
class NetworkDetails:
    """What is told of a network. Unknown texts are empty."""

    name_fi: str
    slug: str
    kind: NetworkKind = NetworkKind.NETWORK
    name_sv: str = ""
    name_en: str = ""
    purpose_fi: str = ""
    purpose_sv: str = ""
    purpose_en: str = ""
    position: int = 0
    source: str = ""


@transaction.atomic
def create_network(*, interface: Interface, details: NetworkDetails, by: User, now: datetime) -> Network:
    """A new network on the interface, in the interface's region. Raises RuleBroken when its address is taken."""
    region = interface.region
    check_can_keep(by, region)
    columns = {**vars(details), "interface": interface}
    network, created = Network.objects.get_or_create(region=region, slug=columns.pop("slug"), defaults=columns)
    if not created:
        raise RuleBroken(_("There is already a network with this name."), code="double")
    record_event(
        event=NetworkEvent.CREATED, by=by, subject=network, organisation=region, now=now, network=network.name_fi
    )
    return network


@transaction.atomic
def add_member(
    *,
    network: Network,
    organisation: Organisation,
    by: User,
    now: datetime,
    unit: Unit | None = None,
    post: Post | None = None,
    role: MemberRole = MemberRole.MEMBER,
    source: str = "",
    is_example: bool = False,
) -> Membership:
    """Let the organisation (or one unit or post of it) sit in the network. Doing it twice changes nothing."""
    check_can_keep(by, network.region)
    if any(part is not None and part.organisation_id != organisation.pk for part in (unit, post)):
        raise RuleBroken(_("This unit or post belongs to another organisation."), code="foreign")
    membership, created = Membership.objects.get_or_create(
        network=network,
        organisation=organisation,
        unit=unit,
        post=post,
        defaults={"role": role, "source": source, "is_example": is_example},
    )
    if created:
        record_event(
            event=NetworkEvent.MEMBER_ADDED,
            by=by,
            subject=membership,
            organisation=network.region,
            now=now,
            network=network.name_fi,
            member=unit.name_fi if unit else organisation.name_fi,
        )
    return membership
