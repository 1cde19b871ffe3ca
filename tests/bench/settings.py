"""The portal's own settings and two addresses more: the minimal views that the pages are measured against."""

from pathlib import Path

from config.settings import *  # noqa: F403, TID251 - the same settings, middleware and process are the point

ROOT_URLCONF = "tests.bench.urls"
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")  # noqa: F405 - from the portal's settings
