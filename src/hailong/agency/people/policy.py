"""The rules of signing in, read from `data/sign_in.toml`; no database, so that settings may ask."""

import secrets
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries in so many seconds."""

    most: int
    seconds: int

    def rate(self, per: str) -> str:
        """The same in allauth's words; `per` is "ip" or "key"."""
        return f"{self.most}/{self.seconds}s/{per}"


@cache
def _table() -> dict[str, Any]:
    source = resources.files("hailong.agency") / "data" / "sign_in.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


PASSWORD_LEAST: Final[int] = _table()["password"]["least"]
"""Characters of a password, at least."""
PASSWORD_LIKENESS: Final[float] = _table()["password"]["likeness"]
"""From here on a password resembles its owner too much; 1 is the same."""
IDLE_SECONDS: Final[int] = _table()["session"]["idle_minutes"] * 60
LONGEST_SECONDS: Final[int] = _table()["session"]["longest_hours"] * 3600
NOTE_SECONDS: Final[int] = _table()["session"]["note_every_seconds"]
WRONG_OF_A_NAME: Final = Limit(*_table()["limits"]["wrong_of_a_name"])
WRONG_OF_A_PLACE: Final = Limit(*_table()["limits"]["wrong_of_a_place"])
TRIES_OF_A_PLACE: Final = Limit(*_table()["limits"]["tries_of_a_place"])


def first_password() -> str:
    """A password to be read from paper and typed once on any keyboard."""
    rules = _table()["password"]
    kinds = (rules["first_letters"], rules["first_letters"], rules["first_figures"], rules["first_figures"])
    return "-".join("".join(map(secrets.choice, kinds)) for _ in range(rules["first_groups"]))
