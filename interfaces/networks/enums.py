"""Kinds of networks, and what an organisation is in one."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NetworkKind(models.TextChoices):
    NETWORK = "network", pgettext_lazy("network kind", "Network")
    STEERING = "steering", pgettext_lazy("network kind", "Steering group")
    WORKING = "working", pgettext_lazy("network kind", "Working group")
    DEVELOPMENT = "development", pgettext_lazy("network kind", "Development group")
    EXPERT = "expert", pgettext_lazy("network kind", "Expert group")
    LIAISON = "liaison", pgettext_lazy("network kind", "Network of contact persons")
    FORUM = "forum", pgettext_lazy("network kind", "Forum")
    PANEL = "panel", pgettext_lazy("network kind", "Client panel")
    BOARD = "board", pgettext_lazy("network kind", "Advisory board")


class MemberRole(models.TextChoices):
    CONVENER = "convener", pgettext_lazy("network role", "Convener")
    CHAIR = "chair", pgettext_lazy("network role", "Chair")
    SECRETARY = "secretary", pgettext_lazy("network role", "Secretary")
    MEMBER = "member", pgettext_lazy("network role", "Member")


class NetworkEvent(models.TextChoices):
    CREATED = "network.created", _("%(actor)s added the network %(network)s")
    MEMBER_ADDED = "network.member_added", _("%(actor)s added %(member)s to the network %(network)s")
