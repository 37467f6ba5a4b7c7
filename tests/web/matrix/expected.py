"""What each role may do where: written by hand from the descriptions of the roles, never made from the program.

A role is held at a unit U. The words of a row say in which relations to U the right holds:

    own         a thing of U itself
    child       a thing of a unit below U
    ownchild    a task of U's plan that a unit below U leads
    part        a task of somebody else's plan that U leads
    aside       a task of somebody else's plan that U coordinates
    other       a task, of a plan in which U takes part, that U neither leads nor coordinates
    below       as part, for a unit below U
    belowaside  as aside, for a unit below U
    belowother  as other, for a unit below U
    above       a survey round of a unit above U, in which U's own visitors are asked too

In the relations of NEVER nobody has any right by the role: beside U, elsewhere, below U until it moved away.
"""

from typing import Final

NEVER: Final = ("sibling", "foreign", "gone")

_PLANS_BELOW = "own child ownchild part aside other below belowaside belowother"
_REPORTS_BELOW = "own child ownchild part aside below belowaside"
_PLANS_HERE = "own ownchild part aside other"
_REPORTS_HERE = "own ownchild part aside"
_ACTS_BELOW = "own child ownchild part aside below belowaside"
_ABOVE_THE_PLAN = "own child ownchild"
_ROUNDS_BELOW = "own child above"
_ROUNDS_HERE = "own above"

RIGHTS: Final[dict[str, dict[str, str]]] = {
    "administrator": {
        "unit.see": "own child",
        "unit.manage": "own child",
        "people.see": "own child",
        "people.manage": "own child",
        "calendar": "own child",
        "journal": "own child",
    },
    "coordinating_office": {
        "plan.see": _PLANS_BELOW,
        "report.see": _REPORTS_BELOW,
        "report": "own part aside",
        "explain": "own part",
        "event": _ACTS_BELOW,
        "accept": _ABOVE_THE_PLAN,
        "manage": _ABOVE_THE_PLAN,
        "publish": _ABOVE_THE_PLAN,
        "post": _ACTS_BELOW,
        "import": "own child",
        "calendar": "own child",
        "unit.see": "own child",
        "people.see": "own child",
        "survey.see": _ROUNDS_BELOW,
        "survey.manage": "own child",
        "survey.counter": _ROUNDS_BELOW,
        "survey.export": "own child",
        "survey.enter": _ROUNDS_BELOW,
        "survey.touch": _ROUNDS_BELOW,
    },
    "unit_head": {
        "plan.see": _PLANS_BELOW,
        "report.see": _REPORTS_BELOW,
        "report": "own child ownchild part aside below belowaside",
        "explain": "own child ownchild part below",
        "event": _ACTS_BELOW,
        "manage": _ABOVE_THE_PLAN,
        "post": _ACTS_BELOW,
        "import": "own child",
        "unit.see": "own child",
        "people.see": "own child",
        "survey.see": _ROUNDS_BELOW,
        "survey.counter": _ROUNDS_BELOW,
        "survey.touch": _ROUNDS_BELOW,
    },
    "officer": {
        "plan.see": _PLANS_HERE,
        "report.see": _REPORTS_HERE,
        "report": "own part aside",
        "event": _REPORTS_HERE,
        "post": _REPORTS_HERE,
        "unit.see": "own",
        "survey.see": _ROUNDS_HERE,
    },
    "counter_clerk": {
        "plan.see": _PLANS_HERE,
        "event": _REPORTS_HERE,
        "post": _REPORTS_HERE,
        "unit.see": "own",  # for the unit's working hours, by which the counter reckons; nobody's name stands there
        "survey.see": _ROUNDS_HERE,
        "survey.counter": _ROUNDS_HERE,
        "survey.enter": _ROUNDS_HERE,
        "survey.touch": _ROUNDS_HERE,
    },
    "leader": {
        "plan.see": _PLANS_BELOW,
        "report.see": _REPORTS_BELOW,
        "event": _ACTS_BELOW,
        "accept": _ABOVE_THE_PLAN,
        "manage": _ABOVE_THE_PLAN,
        "publish": _ABOVE_THE_PLAN,
        "unit.see": "own child",
        "people.see": "own child",
        "journal": "own child",
        "survey.see": _ROUNDS_BELOW,
        "survey.manage": "own child",
        "survey.touch": "own child",
    },
    "superior_agency": {
        "plan.see": _PLANS_BELOW,
        "report.see": _REPORTS_BELOW,
        "unit.see": "own child",
        "survey.see": _ROUNDS_BELOW,
    },
    "auditor": {
        "plan.see": _PLANS_BELOW,
        "report.see": _REPORTS_BELOW,
        "unit.see": "own child",
        "people.see": "own child",
        "journal": "own child",
        "survey.see": _ROUNDS_BELOW,
        "survey.export": "own child",
    },
    "former": {},
    "coming": {},
}  # fmt: skip
"""`former` held every role until yesterday, `coming` holds every role from tomorrow."""

ROLES: Final = tuple(RIGHTS)

RELATIONS: Final[dict[str, dict[str, str]]] = {
    "ward": {
        "MT": "above", "W1": "own", "R1": "child", "R2": "child", "T1": "child", "W2": "sibling", "NT": "foreign",
        "V1": "foreign", "V2": "foreign", "GN": "gone", "wp": "part", "wo": "other", "wa": "aside", "wb": "below",
        "rp": "ownchild", "ro": "ownchild", "ra": "ownchild",
    },
    "room": {
        "MT": "above", "W1": "above", "R1": "own", "R2": "sibling", "T1": "child", "W2": "foreign", "NT": "foreign",
        "V1": "foreign", "V2": "foreign", "GN": "gone", "wp": "above", "wo": "above", "wa": "above", "wb": "part",
        "rp": "part", "ro": "other", "ra": "aside",
    },
    "province": {
        "MT": "own", "W1": "child", "R1": "child", "R2": "child", "T1": "child", "W2": "child", "NT": "sibling",
        "V1": "foreign", "V2": "foreign", "GN": "gone", "wp": "below", "wo": "belowother", "wa": "belowaside",
        "wb": "below", "rp": "child", "ro": "child", "ra": "child",
    },
}  # fmt: skip
"""How everything in the world stands to U, where U is a ward, a room of it, or its province (world.py draws it)."""

U: Final = {"ward": "W1", "room": "R1", "province": "MT"}

TRIED: Final[dict[str, tuple[str, ...]]] = {
    "ward": ("W1", "R1", "W2", "V1", "MT", "GN", "wp", "wo", "wa", "wb", "rp"),
    "room": ("R1", "T1", "R2", "V1", "W1", "GN", "rp", "ro", "ra"),
    "province": ("MT", "W1", "NT", "V1", "GN", "wb", "wo", "wa"),
}
"""The things on which every address is tried: one of each relation."""


EVERYBODY: Final = (
    *((level, role) for level in U for role in ROLES if level == "ward" or role not in ("former", "coming")),
    ("ward", "passer-by"),
    ("ward", "locked"),
)
"""Who tries: every role at every level, and those who have none."""

_AS_HELD: Final = (("province", "superior_agency"), ("province", "auditor"), ("room", "unit_head"), ("room", "officer"))
USUALLY: Final = tuple(who for who in EVERYBODY if who[0] == "ward" or who in _AS_HELD)
"""Who tries each time: every role at the ward, which has all relations, and some where offices hold them; the others
only in the drill.
"""


def holds(role: str, right: str) -> bool:
    """Whether the role carries the right anywhere."""
    return right in RIGHTS[role]


def may(role: str, right: str, relation: str) -> bool:
    """Whether the right holds in the relation."""
    return relation in RIGHTS[role].get(right, "").split()
