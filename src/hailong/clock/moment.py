"""A moment of one's own: kept in a file, ticking on with the real hour, moved forward only.

The demo lives at such a moment. The real hour is always an argument; `at` the moment kept, the real hour was `real`.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


class Backwards(ValueError):
    """The moment asked for lies before the present one."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the file holds: the moment `at`, which was present when the real hour was `real`; both with offset."""

    at: datetime
    real: datetime

    def now(self, real: datetime) -> datetime:
        """The moment that is present at the real hour; a real hour set back does not set it back."""
        return self.at + max(real - self.real, real - real)


def load(file: Path) -> Kept | None:
    """What is kept in the file; None where there is no file or it makes no sense."""
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
        return Kept(datetime.fromisoformat(held["at"]), datetime.fromisoformat(held["real"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def now(file: Path, *, real: datetime) -> datetime:
    """The moment present at the real hour; the real hour itself where none is kept."""
    kept = load(file)
    return kept.now(real) if kept else real


def save(file: Path, *, at: datetime, real: datetime) -> datetime:
    """Keep the moment in one step, so that a reader never sees half a file; the moment."""
    new = file.with_name(f"{file.name}.{os.getpid()}")
    new.write_text(json.dumps({"at": at.isoformat(), "real": real.isoformat()}), encoding="utf-8")
    new.replace(file)
    return at


def resume(file: Path, *, first: datetime, real: datetime) -> datetime:
    """Go on from the moment at which it was last kept, not counting the time between; from `first` where new."""
    kept = load(file)
    return save(file, at=kept.at if kept else first, real=real)


def forward(file: Path, *, to: datetime, real: datetime) -> datetime:
    """Move the moment forward; Backwards where `to` is already past."""
    present = now(file, real=real)
    if to < present:
        raise Backwards(f"{to:%H:%M %d/%m/%Y} đã qua; bây giờ là {present:%H:%M %d/%m/%Y}")
    return save(file, at=to, real=real)


def keep(file: Path, *, real: datetime) -> datetime:
    """Write down the present moment, so that a stop now resumes here."""
    return save(file, at=now(file, real=real), real=real)
