"""Plays the demo's story: real places, posts, networks and figures of Päijät-Häme from public documents, and marked examples."""

from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation

from organisations.models import Organisation

CHAPTERS = ("ground", "people", "interfaces", "wellbeing", "matters", "desk", "discussion", "following", "budgeting", "reports")


class Command(BaseCommand):
    help = "Load the demo into an empty database. What is not from public documents is marked as example data."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Organisation.objects.exists():
            raise CommandError("The database is not empty; the demo is only loaded into an empty one.")
        now = timezone.now()
        with translation.override("fi"):
            for chapter in CHAPTERS:
                import_module(f"config.demo.{chapter}").load(now)
        self.stdout.write("The demo is loaded.")
