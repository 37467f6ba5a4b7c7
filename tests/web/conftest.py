"""Pages are asked at a fixed hour where a test wants one; otherwise at the real one."""

import pytest

from hailong.web.skin import hour


@pytest.fixture
def hour_now():
    """The hour of the pages, so that drafts made for a test have not expired."""
    return hour.now()
