"""The words of the standard that are used here, from data/xlsform.toml."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any, Final

SHEETS: Final = ("survey", "choices", "settings")
_DATA: Final = resources.files("hailong.measure.questionnaires") / "data" / "xlsform.toml"


@cache
def words() -> dict[str, Any]:
    """The data file; every caller gets the same one, so leave it as it is."""
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))
