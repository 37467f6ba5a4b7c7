"""Long lists a page at a time: fifty rows, and links that keep whatever else the address asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import QueryDict

PER_PAGE: Final = 50
_NEAR: Final = 2
_Row = TypeVar("_Row")
_Kept = TypeVar("_Kept", bound=Model)


@dataclass(frozen=True, slots=True)
class Pager:
    """The pages as links: those near by, the first and the last; "" where there is none before or after."""

    number: int
    total: int
    urls: tuple[tuple[int, str], ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page and the links to the others, as `desk/pager.html` shows them."""

    rows: list[Any]
    pager: Pager


def paged(rows: "Sequence[_Row] | QuerySet[_Kept]", asked: QueryDict) -> Page:
    """The page that the address asks for by `trang`; the nearest there is where it asks for none that is there."""
    book = Paginator(rows, PER_PAGE)
    page = book.get_page(asked.get("trang"))
    last, number = book.num_pages, page.number
    near = range(max(1, number - _NEAR), min(last, number + _NEAR) + 1)
    numbers = sorted({1, last, *near})
    urls = tuple((one, _address(asked, one)) for one in numbers)
    before = _address(asked, number - 1) if number > 1 else ""
    after = _address(asked, number + 1) if number < last else ""
    return Page(list(page.object_list), Pager(number, book.count, urls, before, after))


def _address(asked: QueryDict, number: int) -> str:
    wanted = asked.copy()
    wanted["trang"] = str(number)
    return f"?{wanted.urlencode()}"
