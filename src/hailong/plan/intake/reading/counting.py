"""How often each of many names stands in a text, counted in one walk through it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

_LONGEST = 64
_HERE = ""  # no token is empty, so a branch of the tree keeps under it the name that ends there


def count_runs(tokens: Sequence[str], wanted: Iterable[tuple[str, ...]], apart: int = 0) -> Counter[tuple[str, ...]]:
    """How often each wanted run of tokens stands in a text; runs of one kind do not overlap, and leave `apart` tokens
    between them; runs of more than 64 tokens are not counted."""
    tree = _tree(wanted)
    counts: Counter[tuple[str, ...]] = Counter()
    free: dict[tuple[str, ...], int] = {}
    for start in range(len(tokens)):
        branch = tree.get(tokens[start])
        end = start + 1
        while branch is not None:
            run = branch.get(_HERE)
            if run is not None and free.get(run, 0) <= start:
                counts[run] += 1
                free[run] = end + apart
            branch = branch.get(tokens[end]) if end < len(tokens) else None
            end += 1
    return counts


def _tree(wanted: Iterable[tuple[str, ...]]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for run in wanted:
        branch = tree
        for token in run if len(run) <= _LONGEST else ():
            branch = branch.setdefault(token, {})
        if branch is not tree:
            branch[_HERE] = run
    return tree
