"""Plain texts and pictures of what is voted on, the frozen configuration as a text, rounds cancelled before anyone saw them. All frozen."""

from functools import partial
from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

before = import_module("participation.budgeting.migrations.0004_delivery")
guards = import_module("participation.budgeting.migrations.0002_freeze")
PLAIN = ("plain_fi", "plain_sv", "plain_en")
MORE = {
    **before.MORE,
    "proposal": (*before.MORE["proposal"], *PLAIN),
    "proposalpicture": ("proposal_id", "file", "sha256", "alt_fi", "alt_sv", "alt_en"),
}
NEVER = [*guards.NEVER, "budgeting_frozentext"]
freeze, thaw = partial(guards.freeze, never=NEVER, more=MORE), partial(guards.thaw, never=NEVER, more=MORE)


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0005_vote_files"), ("matters", "0002_words")]

    operations = [
        migrations.RunPython(before.thaw, before.freeze),
        *(migrations.AddField(model, name, models.TextField(blank=True, **({"verbose_name": "in plain language"} if name == "plain_fi" else {})))
          for model in ("round", "proposal") for name in PLAIN),
        migrations.CreateModel(
            name="FrozenText",
            fields=[
                ("round", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="frozen_text",
                                               serialize=False, to="budgeting.round")),
                ("content", models.TextField()),
            ],
        ),
        migrations.AddField("round", "is_practice", models.BooleanField(default=False)),
        migrations.AddField("round", "is_withheld", models.BooleanField(default=False)),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_practice", False), ("is_example", True), _connector="OR"), name="round_practice_is_example"
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_withheld", False), ("state", "cancelled"), _connector="OR"), name="round_withheld_is_cancelled"
            ),
        ),
        migrations.CreateModel(
            name="ProposalPicture",
            fields=[
                ("proposal", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="picture",
                                                  serialize=False, to="budgeting.proposal")),
                ("file", models.FileField(upload_to="attachments/%Y/%m/")),
                ("kind", models.CharField(choices=[("image/jpeg", "JPEG"), ("image/png", "PNG"), ("image/webp", "WebP"), ("application/pdf", "PDF")], max_length=15)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("alt_fi", models.CharField(max_length=200, verbose_name="what the picture shows")),
                ("alt_sv", models.CharField(blank=True, max_length=200)),
                ("alt_en", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("alt_fi", ""), _negated=True), name="proposal_picture_says_what_it_shows"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["image/jpeg", "image/png", "image/webp"])), name="proposal_picture_kind_known"
                    ),
                ],
            },
        ),
        migrations.RunPython(freeze, thaw),
    ]  # fmt: skip
