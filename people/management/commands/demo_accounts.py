"""`manage.py demo_accounts`: who there is in the demo."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from people.queries import demo_accounts


class Command(BaseCommand):
    help = "List the demo's accounts. They have no password: the sign-in page has a button for each."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("fi"):
            accounts = demo_accounts()
        width = max((len(account.email) for account in accounts), default=0)
        for account in accounts:
            self.stdout.write(f"  {account.email:<{width}}  {account.role}, {account.place}".rstrip(", "))
