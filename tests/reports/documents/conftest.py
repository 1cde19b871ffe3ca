"""One compiled version for the whole folder: writing it takes seconds, reading it nothing."""

import pytest
from django.conf import settings
from django.test import override_settings

from tests.reports.world import report_world


@pytest.fixture(scope="package")
def folders(tmp_path_factory):
    """One folder for the files of all these tests: the version's documents are in it."""
    files = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path_factory.mktemp("files"))},
    }
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(
        STORAGES={**settings.STORAGES, "default": files, "staticfiles": static},
        CELERY_TASK_ALWAYS_EAGER=True,
        PASSWORD_HASHERS=hashers,
    ):
        yield


@pytest.fixture(autouse=True)
def own_folders(folders):
    """Instead of a folder for each test (tests/conftest.py)."""
    return folders


@pytest.fixture(scope="package")
def world(folders, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), report_world() as world:
        yield world
