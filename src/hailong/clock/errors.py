"""What the clock refuses, said in Vietnamese: one line with the place, the value and the cure."""


class ClockError(ValueError):
    """Anything the clock cannot answer; its text is shown to the user as it is."""


class OutsideYears(ClockError):
    """A day in a year whose days off are not known (or not yet announced)."""

    def __init__(self, what: str, year: int, first: int, last: int) -> None:
        """Name `what` asked for it, the year, and the first and last year known."""
        super().__init__(
            f"{what}: năm {year} ngoài các năm có lịch nghỉ ({first}-{last}); "
            f"chọn ngày trong các năm đó hoặc cập nhật chương trình"
        )
        self.year = year


class BadLimit(ClockError):
    """A length of time that is not one, or not above zero."""


class BadMoment(ClockError):
    """A start or end that is not a local moment, or that comes in the wrong order."""


class BadPeriod(ClockError):
    """A period code that is not one."""


class BadCalendar(ClockError):
    """A calendar file that cannot be used; `line` counts from 1, None when no single line is to blame."""

    def __init__(self, file: str, message: str, line: int | None = None) -> None:
        """Put the place before the message."""
        place = file if line is None else f"{file}, dòng {line}"
        super().__init__(f"{place}: {message}")
        self.line = line
