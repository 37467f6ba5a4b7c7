"""The pages of the hall at the demo's moment, Friday 3 October 2025, 8:05."""

import pytest
from tests.web.hall import scene


@pytest.fixture(autouse=True)
def _moment(settings, tmp_path):
    scene.at(settings, tmp_path)
