"""The pages of surveys on a day of the sample ward's third quarter."""

import pytest
from tests.measure import making

from hailong.web.skin import hour


@pytest.fixture(autouse=True)
def _at_the_moment(monkeypatch):
    """Friday 15 August 2025, nine o'clock."""
    monkeypatch.setattr(hour, "now", lambda: making.NOW)
