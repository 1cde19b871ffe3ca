"""Composition root: settings, urls, celery and checks; nobody imports it."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
