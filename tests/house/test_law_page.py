"""docs/law.md says what the rule files say."""

from pathlib import Path

from tests.house import law_page

PAGE = Path(__file__).parents[2] / "docs/law.md"


def test_the_law_page_is_the_one_made_from_the_rule_files() -> None:
    assert law_page.page() == PAGE.read_text(encoding="utf-8")
