"""Registers the app and puts its providers on the shelves."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from organisations.queries import OPEN_DATA
        from organisations.queries.about import population_data

        OPEN_DATA.put(population_data, queries=1)
