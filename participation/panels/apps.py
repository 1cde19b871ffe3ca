"""Registers the app and puts its providers on the shelves."""

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "participation.panels"
    label = "panels"
    default_auto_field = "django.db.models.BigAutoField"
