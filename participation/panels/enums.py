"""Kinds of groups through which residents are heard."""

from django.db import models
from django.utils.translation import pgettext_lazy


class PanelKind(models.TextChoices):
    """Councils that the law demands come first: youth (Local Government Act, section 26), older people (27), disability (28)."""

    YOUTH = "youth", pgettext_lazy("panel", "Youth council")
    OLDER = "older", pgettext_lazy("panel", "Older people's council")
    DISABILITY = "disability", pgettext_lazy("panel", "Disability council")
    OLDER_AND_DISABILITY = "older+disability", pgettext_lazy("panel", "Council for older and disabled people")
    CHILDREN = "children", pgettext_lazy("panel", "Children's parliament")
    CLIENTS = "clients", pgettext_lazy("panel", "Client panel")
    TABLE = "table", pgettext_lazy("panel", "Partnership table")
    EVENING = "evening", pgettext_lazy("panel", "Evening for residents")
