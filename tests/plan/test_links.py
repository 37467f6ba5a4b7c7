"""The addresses that notices, feeds and lists name lead to pages of this site."""

import uuid

import pytest
from django.urls import resolve

from hailong.plan import links

ID = uuid.UUID("00000000-0000-4000-8000-000000000001")


@pytest.mark.parametrize(
    ("address", "page"),
    [
        (links.PLANS, "plans"),
        (links.plan("X0101-2025-01"), "plan"),
        (links.public_plan("X0101-2025-01"), "public_plan"),
        (links.task(ID), "task"),
        (links.report(ID), "report"),
        (links.accept(ID), "accept"),
        (links.return_(ID), "return"),
        (links.answer(ID), "answer"),
        (links.explain(ID), "explain"),
        (links.trigger(ID), "trigger"),
        (links.evidence(ID), "evidence"),
    ],
)
def test_each_address_is_a_page(address, page):
    """By the name under which the pages know it."""
    assert resolve(address).url_name == page


def test_the_day_s_list_has_its_address():
    """Where everybody begins."""
    assert resolve(links.TODAY).url_name == "today"
