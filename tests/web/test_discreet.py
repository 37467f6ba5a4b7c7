"""What goes wrong is logged without the code of the slip it went wrong with."""

import io
import logging

import pytest
from django.test import Client
from tests.measure.answering import open_round

from hailong.measure import responses
from hailong.measure.models import Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the program writes to its console."""
    said = io.StringIO()
    handler = next(one for one in logging.getLogger("django").handlers if one.get_name() == "console")
    monkeypatch.setattr(handler, "stream", said)
    return said


def test_a_fault_of_ours_is_logged_without_the_code(log: io.StringIO) -> None:
    """The address is there up to it; neither slips nor tablets are told."""
    made = open_round()
    slip = responses.code_for(round=made, unit=made.unit)
    tablet = responses.kiosk_token(round=made, unit=made.unit)
    Version.objects.update(content={}, digest="1" * 64)
    client = Client(raise_request_exception=False)

    for at in (f"/khao-sat/m/{slip}", f"/khao-sat/quay/{tablet}"):
        assert client.get(at).status_code == 500

    assert "Internal Server Error: /khao-sat/m/…" in log.getvalue()
    assert "/khao-sat/quay/…" in log.getvalue()
    assert slip not in log.getvalue()
    assert tablet not in log.getvalue()
