"""What is answered to bad input, of a verb or of a cell in a file: what is wrong, where, and what to do."""

from dataclasses import dataclass


class Refused(ValueError):
    """A verb's refusal in Vietnamese: `message`, `cure`, and the `field` of the form it concerns ("" for all of it)."""

    def __init__(self, message: str, *, cure: str = "", field: str = "") -> None:
        """Keep the parts; as text, message and cure together."""
        self.message, self.cure, self.field = message, cure, field
        super().__init__(f"{message} {cure}".strip())


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong in a cell of a sheet, where, its value there, and the cure, in Vietnamese.

    Rows count from 1 as Excel counts them; `sheet` is "" in a CSV file; `column` is its head as printed or its letter,
    whichever the readers of the file go by.
    """

    sheet: str
    row: int
    column: str
    value: str
    message: str
    cure: str
