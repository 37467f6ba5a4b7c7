"""docs/permissions.md from the table: `python -m tests.house.permissions_page > docs/permissions.md`."""

from hailong.agency.permissions import BELOW, HERE, ROLES, VERBS, reach

INTRO = """# Permissions

Who may do what, and how far: the table `src/hailong/agency/data/permissions.toml`, shown by the page `/phan-quyen/`.
A role is given for a unit and a period. "đơn vị mình" is that unit alone; "cả cấp dưới" is that unit and everything
under it; an empty cell is not allowed. Whoever leads or coordinates a task is counted as if the task were the unit's
own. This page is made from the table (`python -m tests.house.permissions_page > docs/permissions.md`) and a test keeps
them alike.
"""

WORDS = {HERE: "đơn vị mình", BELOW: "cả cấp dưới", None: ""}


def page() -> str:
    """The whole page."""
    lines = [INTRO, "## Roles", "", "| code | role |", "|---|---|"]
    lines += [f"| `{code}` | {name} |" for code, name in ROLES.items()]
    lines += ["", "## Verbs", "", f"| verb | what | {' | '.join(ROLES.values())} |", "|---|---|" + "---|" * len(ROLES)]
    for verb, label in VERBS.items():
        cells = " | ".join(WORDS[reach(role, verb)] for role in ROLES)
        lines.append(f"| `{verb}` | {label} | {cells} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(), end="")
