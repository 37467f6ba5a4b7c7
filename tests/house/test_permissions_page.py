"""docs/permissions.md says what the permission table says, and the table is whole."""

from pathlib import Path

from tests.house import permissions_page

from hailong.agency import permissions

PAGE = Path(__file__).parents[2] / "docs/permissions.md"


def test_the_permissions_page_is_the_one_made_from_the_table() -> None:
    assert permissions_page.page() == PAGE.read_text(encoding="utf-8")


def test_the_table_has_no_word_that_is_not_understood() -> None:
    assert permissions.problems() == []
