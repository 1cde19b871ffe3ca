"""What is searched in a matter."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from participation.matters.models.matter import Matter
from portal.privacy import Privacy


class MatterWords(models.Model):
    """The stems of a matter's title, text and place in its own language, on PostgreSQL only: a trigger of the database keeps them
    (migration idea_lists), so that they are right whatever wrote the matter. A table of its own, so that a list in order of time can look
    at the stems of a row without reading them with every matter.
    """

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.CASCADE, related_name="words")
    stems = SearchVectorField()

    privacy = Privacy(public=("matter", "stems"))

    class Meta:
        indexes = [GinIndex(fields=["stems"], name="matter_words")]

    def __str__(self) -> str:
        return f"{self.matter_id}"
