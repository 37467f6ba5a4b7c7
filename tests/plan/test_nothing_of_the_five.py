"""Nothing of the five documents that named this work stands in the product: neither words, names, numbers nor scores.

data/runs.txt holds a salt and 48-bit salted hashes of every run of eight words, personal name, document number and
two-place score in them; formulas that every office prints (the nation's motto, the names of the criteria) are left out.
"""

import base64
import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pdfplumber
import pytest

ROOT = Path(__file__).parents[2]
RUN = 8
TEXTS = {".py", ".toml", ".html", ".js", ".css", ".md", ".txt", ".json", ".csv", ".po", ".svg", ".typ"}
NAME_LENGTHS = (3, 4)
NUMBER = re.compile(r"\b\d{1,5}[/-][A-ZĐ][A-Za-zĐđ]*(?:[-/][A-ZĐ]+)+\b")
SCORE = re.compile(r"(?<![\d,.])\d\d[,.]\d\d(?![\d,.])")


@cache
def known() -> tuple[str, frozenset[str]]:
    """The salt and the hashes."""
    salt, *lines = (Path(__file__).parent / "data" / "runs.txt").read_text(encoding="ascii").split()
    body = "".join(lines)
    return salt, frozenset(body[at : at + 8] for at in range(0, len(body), 8))


def listed(kind: str, text: str) -> bool:
    """Whether the hash of this text is on the list."""
    salt, hashes = known()
    digest = hashlib.sha256(f"{salt}{kind} {text}".encode()).digest()[:6]
    return base64.urlsafe_b64encode(digest).decode() in hashes


def words(text: str) -> list[str]:
    """Folded words: no case, no diacritics."""
    apart = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter)).replace("đ", "d")
    return re.findall("[a-z0-9]+", bare)


def found(text: str) -> Iterator[str]:
    """Everything in a text that is on the list."""
    folded = words(text)
    for size, kind in ((RUN, "run"), *((length, "name") for length in NAME_LENGTHS)):
        runs = (" ".join(folded[at : at + size]) for at in range(len(folded) - size + 1))
        yield from (run for run in runs if listed(kind, run))
    composed = unicodedata.normalize("NFC", text)
    yield from (number for number in NUMBER.findall(composed) if listed("number", number.casefold()))
    yield from (score for score in SCORE.findall(composed) if listed("score", score.replace(".", ",")))


def text_of(path: Path) -> str:
    """What is written in a file: text, the parts of a Word or Excel file, the pages of a PDF."""
    if path.suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(path) as book:
            parts = [book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xml")]
        return re.sub(r"<[^>]+>", " ", re.sub(r"</w:r>.*?<w:r\b", " <w:r", " ".join(parts)))
    if path.suffix == ".pdf":
        with pdfplumber.open(path) as book:
            return " ".join(page.extract_text() for page in book.pages)
    return path.read_text(encoding="utf-8", errors="replace") if path.suffix in TEXTS else ""


def sources(folder: str) -> list[Path]:
    """The files of a folder that hold words."""
    kinds = TEXTS | {".docx", ".xlsx", ".pdf"}
    return sorted(
        path for path in (ROOT / folder).rglob("*") if path.suffix in kinds and "__pycache__" not in path.parts
    )


@pytest.mark.parametrize(
    "path", [*sources("src"), *sources("tests")], ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_no_file_of_src_or_tests_holds_anything_of_the_five(path: Path) -> None:
    """No run of eight words, name, number or score."""
    assert list(found(text_of(path))) == []


def test_the_list_knows_what_it_should_and_nothing_else() -> None:
    """A planted hash is found; an invented sentence is not."""
    salt, hashes = known()
    assert len(hashes) > 10_000
    assert all(len(value) == 8 for value in hashes)
    assert salt
    assert not list(found("Bảy con cò trắng bay qua cánh đồng mới gặt trong một sáng mùa thu yên ả, 12,34 và 9/KH-ABC"))


def test_the_words_of_a_page_meet_the_words_of_the_list() -> None:
    """Case, diacritics, line breaks and marks do not hide a run: both sides fold alike."""
    assert words("Đường\u00a0dây, NÓNG\n(24/7)") == ["duong", "day", "nong", "24", "7"]
    salt, hashes = known()
    run = "run mot hai ba bon nam sau bay tam"
    digest = base64.urlsafe_b64encode(hashlib.sha256((salt + run).encode()).digest()[:6]).decode()
    assert listed("run", run.removeprefix("run ")) == (digest in hashes)
