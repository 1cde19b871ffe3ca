"""Kinds and states of what belongs to the residents' door."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class IdeaOrder(models.TextChoices):
    """Orders of the list of ideas; the values are words of its address."""

    MIXED = "sekaisin", pgettext_lazy("ideas", "Mixed, in a fair order")
    NEWEST = "uusin", pgettext_lazy("ideas", "Newest first")
    SUPPORTED = "kannatetuin", pgettext_lazy("ideas", "Most supported first")
    ANSWERED = "vastattu", pgettext_lazy("ideas", "Latest answered first")


class CommentState(models.TextChoices):
    SHOWN = "shown", pgettext_lazy("comment", "Shown")
    HELD = "held", pgettext_lazy("comment", "Waits for a moderator")
    HIDDEN = "hidden", pgettext_lazy("comment", "Not shown")
    GONE = "gone", pgettext_lazy("comment", "Taken back by its writer")


class CommentStepKind(models.TextChoices):
    HIDDEN = "hidden", pgettext_lazy("comment", "Not shown")
    SHOWN = "shown", pgettext_lazy("comment", "Shown")
    APPEALED = "appealed", pgettext_lazy("comment", "A review was asked for")


class ImportFormat(models.TextChoices):
    CSV = "csv", _("Table (CSV)")
    DECIDIM = "decidim", _("Decidim proposals (CSV)")
    OPEN311 = "open311", _("Open311 service requests (JSON)")


class CommentEvent(models.TextChoices):
    WRITTEN = "comment.written", _("A comment was written on %(code)s")
    TAKEN_BACK = "comment.taken_back", _("A comment on %(code)s was taken back by its writer")
    SHOWN = "comment.shown", _("%(actor)s showed a comment on %(code)s")
    HIDDEN = "comment.hidden", _("%(actor)s did not show a comment on %(code)s")
    APPEALED = "comment.appealed", _("A review of a comment on %(code)s was asked for")


class RowState(models.TextChoices):
    """What becomes of a row of a file that is brought in."""

    NEW = "new", pgettext_lazy("row", "New")
    KNOWN = "known", pgettext_lazy("row", "Already here")
    WRONG = "wrong", pgettext_lazy("row", "Something is wrong")
    DONE = "done", pgettext_lazy("row", "Brought in")


class ServiceEvent(models.TextChoices):
    """Sentences of the audit trail about other services, other systems, and files taken out."""

    KEY_MADE = "service.key_made", _("%(actor)s made a key for the service “%(service)s”")
    KEY_REVOKED = "service.key_revoked", _("%(actor)s revoked the key of the service “%(service)s”")
    MATTERS_TAKEN = "service.matters_taken", _("%(actor)s downloaded %(rows)s matters without contacts")
    CONTACTS_TAKEN = "service.contacts_taken", _("%(actor)s downloaded %(rows)s matters with the senders' contacts")
    ENTERED = "service.entered", _("%(actor)s wrote down %(code)s for a resident, who agreed to it")
    FILE_READ = "service.file_read", _("%(actor)s read in a file of “%(source)s” with %(rows)s rows")
    FILE_APPLIED = "service.file_applied", _("%(actor)s brought in matters of “%(source)s”")
