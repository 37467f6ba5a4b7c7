"""The states of questionnaires, rounds, sheets and answers, and the moves between them, as tables; no database."""

from typing import Final

DRAFT: Final = "draft"
FROZEN: Final = "frozen"
VERSION_STATES: Final = (DRAFT, FROZEN)  # a version that a round used is never changed again

INSTRUMENTS: Final = ("unit", "national", "slip")

PLANNED: Final = "planned"
OPEN: Final = "open"
CLOSED: Final = "closed"
CANCELLED: Final = "cancelled"
ROUND_MOVES: Final[dict[str, frozenset[str]]] = {
    PLANNED: frozenset({OPEN, CANCELLED}),
    OPEN: frozenset({CLOSED}),
    CLOSED: frozenset(),  # its keys are gone: nothing can be added
    CANCELLED: frozenset(),
}
ROUND_STATES: Final = tuple(ROUND_MOVES)

# How visitors are chosen at the counter, and what was drawn: the form over the whole quarter, or the session.
SYSTEMATIC: Final = "systematic"
BERNOULLI: Final = "bernoulli"
STRATIFIED: Final = "stratified"  # systematic within each field of procedures
SELECTORS: Final = (SYSTEMATIC, BERNOULLI, STRATIFIED)
FORM: Final = "form"
SESSION: Final = "session"
SAMPLING_UNITS: Final = (FORM, SESSION)

PAPER: Final = "paper"
CODED: Final = "coded"  # by a one-time code or the link of a result slip
KIOSK: Final = "kiosk"
LINK: Final = "link"  # the open link: portal, poster, embed
MODES: Final = (PAPER, CODED, KIOSK, LINK)
COUNTED: Final = (PAPER, CODED)  # what the quota counts unless the round says otherwise

NOT_SELECTED: Final = "passed"
GIVEN: Final = "given"
REFUSED: Final = "refused"
UNAVAILABLE: Final = "unavailable"
OUTCOMES: Final = (NOT_SELECTED, GIVEN, REFUSED, UNAVAILABLE)

PRINTED: Final = "printed"
ISSUED: Final = "issued"
HANDED: Final = "handed"  # given to somebody at the counter
RETURNED: Final = "returned"
SPOILED: Final = "spoiled"
MISSING: Final = "missing"
RECEIVED: Final = "received"  # in the office that gathers
ENTERED: Final = "entered"
VERIFIED: Final = "verified"
DESTROYED: Final = "destroyed"
SHEET_MOVES: Final[dict[str, frozenset[str]]] = {
    PRINTED: frozenset({ISSUED, SPOILED, MISSING}),
    ISSUED: frozenset({PRINTED, HANDED, SPOILED, MISSING}),  # back to the shelf unused
    HANDED: frozenset({RETURNED, MISSING}),
    RETURNED: frozenset({RECEIVED, SPOILED, MISSING}),
    RECEIVED: frozenset({ENTERED, SPOILED, MISSING}),
    ENTERED: frozenset({VERIFIED, SPOILED}),
    VERIFIED: frozenset({DESTROYED}),
    SPOILED: frozenset({DESTROYED}),
    MISSING: frozenset({RETURNED, RECEIVED}),  # it was found
    DESTROYED: frozenset(),
}
SHEET_STATES: Final = tuple(SHEET_MOVES)

INDIVIDUAL: Final = "individual"
ORGANISATION: Final = "organisation"
RESPONDENTS: Final = (INDIVIDUAL, ORGANISATION)

LATE: Final = "late"  # came after the round was closed
CONFLICT: Final = "conflict"  # the same key with other content
INVALID: Final = "invalid"
ASIDE: Final = (LATE, CONFLICT, INVALID)
