"""Log lines that tell no code: what stands behind the addresses of slips and tablets is left out."""

import logging
import re
from typing import Any, Final

_SECRET: Final = re.compile(r"(/khao-sat/(?:m|quay)/)[^\s/?\"']+")


class Discreet(logging.Filter):
    """Takes the code out of every address in a record's message."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always let it through, changed where it told a code."""
        record.msg = _without(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_without(one) for one in record.args)
        return True


def _without(said: Any) -> Any:
    return _SECRET.sub(r"\1…", said) if isinstance(said, str) else said
