"""Drawn lots, results and the files from which anyone counts again."""

from django.db import models
from django.db.models import Q

from participation.budgeting.enums import CountForm
from participation.budgeting.models.rounds import Round, RoundArea
from portal.privacy import Privacy


class Draw(models.Model):
    """A lot drawn between proposals whose tie decided money: the public seed, who saw it, and the order that it gave."""

    area = models.ForeignKey(RoundArea, on_delete=models.PROTECT, related_name="draws")
    seed = models.CharField(max_length=100)
    witness = models.CharField(max_length=200)
    order = models.JSONField()
    drawn_at = models.DateTimeField()

    privacy = Privacy(
        public=("id", "area", "seed", "order", "drawn_at"),
        personal=("witness",),
        about="In what capacity somebody witnessed the drawing of lots, so that the result can be trusted.",
        retention="Kept with the result: the witness line says in what capacity somebody saw the draw.",
    )

    class Meta:
        ordering = ["drawn_at", "id"]

    def __str__(self) -> str:
        return f"{self.area_id} {self.seed}"


class Result(models.Model):
    """The count of one area, made once and never changed: `trace` says why of every proposal, the files let anyone repeat it.

    The numbers are votes of ballots that chose something in this area. It is public only when the round's state says so.
    """

    area = models.OneToOneField(RoundArea, primary_key=True, on_delete=models.PROTECT, related_name="result")
    counted_at = models.DateTimeField()
    ballots = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    trace = models.JSONField()

    privacy = Privacy(public=("area", "counted_at", "ballots", "votes", "trace"))

    def __str__(self) -> str:
        return f"{self.area_id}: {self.ballots}"


class CountProtocol(models.Model):
    """The protocol of a count on paper, in one language; the newest takes the place of the one before."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="protocols")
    language = models.CharField(max_length=2)
    content = models.BinaryField()
    pages = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    privacy = Privacy(public=("id", "round", "language", "content", "pages", "sha256", "made_at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "language"], name="count_protocol_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.language}"


class CountFile(models.Model):
    """A file from which anyone counts the area again. It lies in the database, written with its result or not at all."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=3, choices=CountForm)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)

    privacy = Privacy(public=("id", "result", "form", "content", "sha256"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["result", "form"], name="count_file_once"),
            models.CheckConstraint(name="count_file_form_known", condition=Q(form__in=CountForm.values)),
        ]

    def __str__(self) -> str:
        return f"{self.result_id}.{self.form}"
