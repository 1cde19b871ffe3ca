"""The desk of the stories."""

import pytest

from tests.participation.matters.story import Desk


@pytest.fixture
def desk(place, cast):
    return Desk(place, cast)
