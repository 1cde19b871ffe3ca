"""`manage.py appoint_administrator EMAIL SLUG`: an organisation's first administrator; they give the other roles on the page."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from organisations.models import Organisation
from people.actions import appoint_administrator
from portal.exceptions import RuleBroken


class Command(BaseCommand):
    help = "Make an account the administrator of an organisation. The person signs up first and verifies the e-mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("slug", help="the organisation's word in addresses, for example lahti")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(slug=options["slug"]).first()
        if organisation is None:
            raise CommandError(f"There is no organisation {options['slug']}.")
        try:
            appoint_administrator(organisation=organisation, email=options["email"], now=timezone.now())
        except RuleBroken as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"{options['email']} is now an administrator of {organisation.name}.")
