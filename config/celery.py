"""The Celery application: production on Redis, embedded on a folder; only the broker's address differs."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("kuuluu")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
