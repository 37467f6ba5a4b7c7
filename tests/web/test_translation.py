"""The English catalogue holds every text of the pages, and nothing else."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django import forms
from django.template import Context, engines
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import translation
from django.utils.formats import localize

import hailong

ROOM = Path(hailong.__file__).parent
TEMPLATES = ROOM / "web" / "skin" / "templates"
CATALOGUE = ROOM / "locale" / "en" / "LC_MESSAGES" / "django.po"
GAP = re.compile(r"%\(\w+\)s|%s|%%|<[^>]+>")
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext_lazy"}
Text = tuple[str, str]
"""The context that tells two senses of a text apart ("" for most), and the text."""


def _template_texts() -> Iterator[Text]:
    for file in sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")]):
        nodes = engines["django"].get_template(file.relative_to(TEMPLATES).as_posix()).template.nodelist
        for node in nodes.get_nodes_by_type(TranslateNode):
            yield _sense(node), node.filter_expression.var.literal.replace("%", "%%")
        for block in nodes.get_nodes_by_type(BlockTranslateNode):
            yield _sense(block), block.render_token_list(block.singular)[0]


def _sense(node: TranslateNode | BlockTranslateNode) -> str:
    return str(node.message_context.resolve(Context())) if node.message_context else ""


def _python_texts() -> Iterator[Text]:
    for file in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS
            if called and isinstance(node.args[0], ast.Constant):
                said = [one.value for one in node.args if isinstance(one, ast.Constant)]
                yield (said[0], said[1]) if node.func.id == "pgettext_lazy" else ("", said[0])


def _translated() -> Iterator[tuple[Text, str]]:
    """Each text with what English says for it, once for one and once for many where the two differ."""
    with CATALOGUE.open("rb") as file:
        held = [message for message in read_po(file) if message.id and not message.fuzzy]
    for message in held:
        text = message.id if isinstance(message.id, str) else message.id[0]
        said = (message.string,) if isinstance(message.string, str) else message.string
        if all(said):
            yield from (((message.context or "", text), one) for one in said)


def test_every_text_of_the_pages_stands_in_the_english_catalogue():
    """A new text without its translation is named here."""
    assert {text for text, _said in _translated()} == {*_template_texts(), *_python_texts()}


def test_every_translation_keeps_the_gaps_of_its_text():
    """A number, a name or a day left out of the English would be left out of the page."""
    odd = [(text, said) for text, said in _translated() if sorted(GAP.findall(text[1])) != sorted(GAP.findall(said))]

    assert odd == []


@pytest.mark.django_db
def test_the_switch_turns_the_page_to_english_and_back(client):
    """The compiled catalogue is used; `make install` compiles it."""
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    english = client.get("/nhap/").content.decode()
    client.post("/ngon-ngu/", {"language": "vi", "next": "/"})

    assert '<html lang="en">' in english
    assert "Read a plan into tasks" in english
    assert "Đọc kế hoạch thành nhiệm vụ" in client.get("/nhap/").content.decode()


@pytest.mark.django_db
def test_an_english_browser_still_gets_the_vietnamese_page(client):
    """Office computers often run an English browser for Vietnamese readers."""
    assert '<html lang="vi">' in client.get("/", headers={"accept-language": "en-US,en"}).content.decode()


def test_the_pages_write_dates_and_numbers_the_vietnamese_way():
    """05/07/2025 is 5 July; Django's own Vietnamese formats read it as 7 May."""
    with translation.override("vi"):
        assert forms.DateField().clean("05/07/2025") == date(2025, 7, 5)
        assert forms.DecimalField(localize=True).clean("1.234,5") == forms.DecimalField().clean("1234.5")
        assert (localize(1234567.5), localize(date(2025, 7, 5))) == ("1.234.567,5", "05/07/2025")
