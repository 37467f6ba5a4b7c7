"""The sign-in page; in the demo it also lists the invented people, each to be entered by a button."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from allauth.account.views import LoginView
from django.conf import settings

from hailong.agency.permissions import ROLES


@dataclass(frozen=True, slots=True)
class Member:
    """One of the cast: login, full name, how the others call this person, the role, the job."""

    login: str
    name: str
    called: str
    role: str
    job: str


@cache
def _cast(file: Path) -> tuple[Member, ...]:
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["people"]
    return tuple(
        Member(row["login"], row["name"], row["called"], _small(ROLES[row["roles"][0]]), row["job"]) for row in rows
    )


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


class SignIn(LoginView):  # type: ignore[misc] # the library is not typed
    """The library's page with the cast beside it."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Add the cast, in the demo only."""
        cast = _cast(settings.CAST) if settings.DEMO else ()
        return {**super().get_context_data(**more), "cast": cast}
