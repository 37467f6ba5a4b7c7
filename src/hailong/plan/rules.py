"""The states of a draft and the moves between them, as one table; no database."""

from typing import Final

QUEUED: Final = "queued"
READING: Final = "reading"
READ: Final = "read"
FAILED: Final = "failed"

STATES: Final = (QUEUED, READING, READ, FAILED)
MOVES: Final[dict[str, frozenset[str]]] = {
    QUEUED: frozenset({READING}),
    # Back to the queue: too long to be read while somebody waits, or its worker was killed.
    READING: frozenset({READ, FAILED, QUEUED}),
    READ: frozenset(),
    FAILED: frozenset({QUEUED}),  # somebody asks to try again
}
DAYS_KEPT: Final = 7
MINUTES_OF_SILENCE: Final = 5  # a reading tells of itself every few pages; so long without a word, its worker is gone
READINGS_MOST: Final = 2  # a document that ends its reader twice is not given to a third


def may_move(state: str, to: str) -> bool:
    """Whether a draft in `state` may go to state `to`."""
    return to in MOVES[state]


def before(to: str) -> tuple[str, ...]:
    """The states from which a draft may come to `to`."""
    return tuple(state for state in STATES if may_move(state, to))
