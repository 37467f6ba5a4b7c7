"""Custody of paper: every printed sheet is somewhere, and the counts close.

Each verb moves sheets by their serials, all or none, and appends a `SheetMove` a sheet. What is done in an office has a
line in the journal as well; giving and taking back at the counter has none: the journal tells the minute, and a serial
with a minute would lead to the visitor of that minute.
"""

from hailong.measure.custody.handing import ABSENT, due, due_days, hand_over, receive
from hailong.measure.custody.moving import COUNTER, ENTER, MANAGE, WORDS
from hailong.measure.custody.serials import MOST, serial, serials, spans
from hailong.measure.custody.verbs import (
    destroy,
    find,
    give,
    give_next,
    issue,
    lose,
    print_sheets,
    put_back,
    spoil,
    take_back,
)

__all__ = [
    "ABSENT",
    "COUNTER",
    "ENTER",
    "MANAGE",
    "MOST",
    "WORDS",
    "destroy",
    "due",
    "due_days",
    "find",
    "give",
    "give_next",
    "hand_over",
    "issue",
    "lose",
    "print_sheets",
    "put_back",
    "receive",
    "serial",
    "serials",
    "spans",
    "spoil",
    "take_back",
]
