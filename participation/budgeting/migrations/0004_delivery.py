"""Assessments that are finished, ideas declined with a reason, and how winners are carried out. The yearly upkeep is frozen too."""

from functools import partial
from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

before = import_module("participation.budgeting.migrations.0003_categories")
guards = import_module("participation.budgeting.migrations.0002_freeze")
MORE = {**before.MORE, "proposal": (*before.MORE["proposal"], "upkeep")}
freeze, thaw = partial(guards.freeze, more=MORE), partial(guards.thaw, more=MORE)


def finish_assessments(apps, schema_editor):
    """What was decided before was finished with it."""
    for round in apps.get_model("budgeting", "Round").objects.all():
        proposals = apps.get_model("budgeting", "Proposal").objects.filter(area__round=round)
        proposals.exclude(feasibility="undecided").update(assessed_at=round.published_at or timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0003_categories"),
        ("contacts", "0002_no_overlap"),
        ("matters", "0002_words"),
    ]

    operations = [
        migrations.RunPython(before.thaw, before.freeze),
        migrations.CreateModel(
            name="DeclinedIdea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason_fi", models.TextField()),
                ("reason_sv", models.TextField(blank=True)),
                ("reason_en", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="delivery",
                        serialize=False,
                        to="budgeting.proposal",
                    ),
                ),
                ("spent", models.PositiveIntegerField(blank=True, null=True, verbose_name="euros used")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                ("effect_fi", models.TextField(blank=True, verbose_name="what it changed")),
                ("effect_sv", models.TextField(blank=True)),
                ("effect_en", models.TextField(blank=True)),
                ("effect_on", models.DateField(blank=True, null=True, verbose_name="effect looked at on")),
            ],
        ),
        migrations.CreateModel(
            name="DeliveryPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(upload_to="attachments/%Y/%m/")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("image/jpeg", "JPEG"),
                            ("image/png", "PNG"),
                            ("image/webp", "WebP"),
                            ("application/pdf", "PDF"),
                        ],
                        max_length=15,
                    ),
                ),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("alt_fi", models.CharField(max_length=200, verbose_name="what the picture shows")),
                ("alt_sv", models.CharField(blank=True, max_length=200)),
                ("alt_en", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text_fi", models.CharField(max_length=200, verbose_name="what is done")),
                ("text_sv", models.CharField(blank=True, max_length=200)),
                ("text_en", models.CharField(blank=True, max_length=200)),
                ("planned_on", models.DateField(verbose_name="planned for")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
            ],
            options={
                "ordering": ["planned_on", "id"],
            },
        ),
        migrations.AddField(
            model_name="proposal",
            name="assessed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposal",
            name="upkeep",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="yearly upkeep in whole euros"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("assessed_at__isnull", True),
                    models.Q(("feasibility", "undecided"), _negated=True),
                    _connector="OR",
                ),
                name="proposal_assessed_is_decided",
            ),
        ),
        migrations.AddField(
            model_name="declinedidea",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="declined_in", to="matters.matter"
            ),
        ),
        migrations.AddField(
            model_name="declinedidea",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="declined_ideas", to="budgeting.round"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("effect_fi", ""), ("effect_on__isnull", True)),
                    models.Q(
                        ("done_on__isnull", False),
                        ("effect_on__isnull", False),
                        models.Q(("effect_fi", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="delivery_effect_after_done",
            ),
        ),
        migrations.AddField(
            model_name="deliverypicture",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="pictures", to="budgeting.proposal"
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="milestones", to="budgeting.proposal"
            ),
        ),
        migrations.AddConstraint(
            model_name="declinedidea",
            constraint=models.UniqueConstraint(fields=("round", "matter"), name="idea_declined_once"),
        ),
        migrations.AddConstraint(
            model_name="declinedidea",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason_fi", ""), _negated=True), name="declined_idea_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="deliverypicture",
            constraint=models.CheckConstraint(
                condition=models.Q(("alt_fi", ""), _negated=True), name="picture_says_what_it_shows"
            ),
        ),
        migrations.AddConstraint(
            model_name="deliverypicture",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["image/jpeg", "image/png", "image/webp"])), name="picture_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("text_fi", ""), _negated=True), name="milestone_has_text"
            ),
        ),
        migrations.RunPython(finish_assessments, migrations.RunPython.noop),
        migrations.RunPython(freeze, thaw),
    ]
