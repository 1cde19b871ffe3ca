"""A round in Lahti with two areas and the whole town, as voters and those who run it meet it."""

from pathlib import Path

import pytest
from django.utils import timezone

from participation.budgeting.models import Round
from tests.participation.budgeting.town import Town, build_town
from tests.personas import NOW, Cast, Place


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, settings) -> None:
    """The rounds' keys of a test stay in the test."""
    settings.DATA = tmp_path


@pytest.fixture
def town(place: Place, cast: Cast) -> Town:
    """The round at a fixed moment in the middle of the voting; `town.now` is that moment."""
    return build_town(place, cast, NOW)


@pytest.fixture
def open_town(place: Place, cast: Cast) -> Town:
    """The same with the voting open by the real clock, for pages."""
    return build_town(place, cast, timezone.now())


@pytest.fixture
def round(town: Town) -> Round:
    return town.round
