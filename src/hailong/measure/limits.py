"""Numbers of taking and keeping answers, from `data/answering.toml`; no database."""

import tomllib
from importlib import resources
from typing import Any, Final

_TABLE: Final[dict[str, Any]] = tomllib.loads(
    (resources.files("hailong.measure") / "data" / "answering.toml").read_text(encoding="utf-8")
)

SHUFFLED_LEAST: Final[int] = _TABLE["shuffle"]["least"]
"""Answers of a round that are put into random order together, at least."""
ANSWERS_A_DAY: Final[int] = _TABLE["address"]["answers_a_day"]
"""Answers by the open link from one address in a day, at most."""
WRONG_CODES_A_DAY: Final[int] = _TABLE["address"]["wrong_codes_a_day"]
"""Wrong codes from one address in a day, at most."""
