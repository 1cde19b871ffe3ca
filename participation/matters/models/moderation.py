"""What moderators keep: the words at which a text is read before it is shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from portal.privacy import Privacy


class HoldWord(models.Model):
    """The beginning of a word, in small letters: a text that has such a word waits for a moderator."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    stem = models.CharField(_("beginning of the word"), max_length=40)

    privacy = Privacy(public=("id", "organisation", "stem"))

    class Meta:
        ordering = ["stem"]
        constraints = [models.UniqueConstraint(name="hold_word_once", fields=["organisation", "stem"])]

    def __str__(self) -> str:
        return self.stem
