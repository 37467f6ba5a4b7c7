"""Deadline phrases in any spelling: generated, so that no list of ours decides what is tried."""

import calendar
import unicodedata
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from hailong.clock.phrases import deadline_score, read_deadline
from hailong.lexicon.text import fold

ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
YEARS = st.integers(2015, 2045)
LEADS = st.sampled_from(["", "Trong ", "trong ", "Hoàn thành trong ", "Thực hiện: ", "Hết "])
GLUES = st.sampled_from(["/", " năm ", " / ", ", năm ", " - ", "."])


@st.composite
def spelt(draw, phrase):
    """The phrase in capitals, without marks, decomposed, wrapped over lines or with a full stop behind it."""
    text = draw(phrase)
    text = draw(st.sampled_from([str, str.upper, str.lower, fold]))(text)
    text = text.replace(" ", draw(st.sampled_from([" ", "\n", "  ", "\u00a0"])))
    text = draw(st.sampled_from(["", " ", "- "])) + text + draw(st.sampled_from(["", ".", ";", " "]))
    return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)


@st.composite
def quarters(draw):
    """(text, quarter, year)."""
    quarter, year = draw(st.integers(1, 4)), draw(YEARS)
    number = draw(st.sampled_from([ROMAN[quarter], str(quarter), f"0{quarter}"]))
    text = draw(spelt(st.just(f"{draw(LEADS)}quý {number}{draw(GLUES)}{year}")))
    return text, quarter, year


@st.composite
def months(draw):
    """(text, month, year)."""
    month, year = draw(st.integers(1, 12)), draw(YEARS)
    number = draw(st.sampled_from([str(month), f"{month:02}"]))
    return draw(spelt(st.just(f"{draw(LEADS)}tháng {number}{draw(GLUES)}{year}"))), month, year


@st.composite
def days(draw):
    """(text, day, before)."""
    day = draw(st.dates(date(2015, 1, 1), date(2045, 12, 31)))
    form = draw(st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "ngày %d/%m/%Y", "ngày %d tháng %m năm %Y"]))
    lead = draw(st.sampled_from(["Trước ", "Xong trước ", "Chậm nhất ", "Đến ", ""]))
    return draw(spelt(st.just(lead + day.strftime(form)))), day, "rước" in lead


@given(quarters())
@settings(max_examples=150, deadline=None)
def test_a_quarter_reads_right_in_every_spelling(case):
    text, quarter, year = case
    read = read_deadline(text, 1999)
    assert (read.kind, read.quarter, read.until_quarter, read.year) == ("quarter", quarter, None, year)
    assert read.due == date(year, 3 * quarter, calendar.monthrange(year, 3 * quarter)[1])
    assert deadline_score(text) >= 0.85


@given(months())
@settings(max_examples=150, deadline=None)
def test_a_month_reads_right_in_every_spelling(case):
    text, month, year = case
    read = read_deadline(text, 1999)
    assert (read.kind, read.month, read.due) == ("month", month, date(year, month, calendar.monthrange(year, month)[1]))


@given(days())
@settings(max_examples=150, deadline=None)
def test_a_day_reads_right_in_every_spelling(case):
    text, day, before = case
    read = read_deadline(text, 1999)
    assert (read.kind, read.due, read.before) == ("date", day, before)


PIECES = st.sampled_from(
    ["quý", "I", "IV", "tháng", "12", "năm", "2025", "/", "-", ",", ";", ":", "trước", "ngày", "31", "hằng", "tuần",
     "thứ", "sáu", "thường xuyên", "khi", "sau khi", "6 tháng", "đầu", "cuối", "\n", "(", ")", "báo cáo", "02"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=9).map(" ".join)), st.one_of(st.none(), YEARS))
@settings(max_examples=300, deadline=None)
def test_any_text_is_answered_and_keeps_its_words(text, year):
    read = read_deadline(text, year)
    assert read.as_json()["text"] == " ".join(unicodedata.normalize("NFC", read.text).split())
    assert 0.0 <= read.confidence <= 1.0
    assert 0.0 <= deadline_score(text) <= 1.0


@given(st.lists(PIECES.filter(lambda piece: piece != "2025"), max_size=9).map(" ".join), YEARS)
@settings(max_examples=300, deadline=None)
def test_a_phrase_without_a_year_is_due_within_the_plan_year(text, year):
    read = read_deadline(text, year)
    assert read.due is None or read.due.year == year
    assert all(step.deadline.due is None or step.deadline.due.year == year for step in read.milestones)
