"""Templates keep the strict CSP, the phone and the Vietnamese reader in mind."""

import re

from tests.house.house import ROOT, shown

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Papers become PDFs in the worker: the CSP of pages does not concern them, and they may carry their own style.
PAPERS = ROOT / "templates" / "documents"
LEFTOVERS = re.compile(
    r"\b(Submit|Delete|None|Save|Cancel|Edit|Search|Loading|Error|Yes|No|Login|Logout|Sign in|Back|Next|Previous|"
    r"Update|Create|Add|Remove|Upload|Download|Page|Total|Status|Home|TODO|FIXME|Lorem|Untitled|True|False)\b"
)


def body(path):
    """The template without comments and template tags; what remains is HTML and words."""
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->", "", path.read_text(), flags=re.S)
    return re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.S)


def is_paper(path):
    return path.is_relative_to(PAPERS) or path.name.startswith("paper") or "/papers/" in str(path)


def found(pattern, pages, flags=re.I):
    return [
        f"{shown(page)}: {hit.group()[:80]}"
        for page in pages
        for hit in re.finditer(pattern, body(page), flags)
    ]


PAGES = [
    path for path in TEMPLATES if not is_paper(path) and '{% extends "documents/paper' not in path.read_text()
]


def test_no_inline_style():
    assert not found(r"""\sstyle\s*=\s*["'][^>]*|<style\b[^>]*""", PAGES)


def test_no_inline_script_and_no_handlers():
    assert not found(r"<script(?![^>]*\bsrc=)[^>]*>", PAGES)
    assert not found(r"""\son[a-z]+\s*=\s*["'][^"']*""", PAGES)
    assert not found(r"javascript:", TEMPLATES)


def test_nothing_comes_from_outside():
    assert not found(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//[^"']*""", TEMPLATES)


def test_no_english_leftovers():
    wrong = []
    for path in TEMPLATES:
        text = body(path)
        words = re.findall(
            r"""(?:title|placeholder|aria-label|alt|label|value|data-confirm[a-z-]*)="([^"]*)\"""", text
        )
        words.append(re.sub(r"<(script|style|code)\b.*?</\1>|<[^>]*>", " ", text, flags=re.S))
        # Words that a template tag is given as an argument: {% empty "Nothing" %}, default:"None".
        words += re.findall(
            r'(?:empty|panel|callout|stat|default:|default_if_none:)\s*"([^"]*)"', path.read_text()
        )
        wrong += [f"{shown(path)}: {hit.group()}" for some in words for hit in LEFTOVERS.finditer(some)]
    assert not wrong, "\n".join(wrong)


def test_cells_of_tables_say_on_a_phone_what_they_are():
    wrong = []
    for path in TEMPLATES:
        text = path.read_text()
        for table in re.findall(r"<table[^>]*cards-on-phone.*?</table>", text, flags=re.S):
            cells = re.findall(r"<td\b(?:{%.*?%}|{{.*?}}|[^>])*>", table, flags=re.S)
            wrong += [f"{shown(path)}: {cell}" for cell in cells if "data-label" not in cell]
    assert not wrong, "\n".join(wrong)


def test_forms_that_write_carry_the_token():
    wrong = []
    for path in TEMPLATES:
        for form in re.findall(
            r"""<form\b[^>]*method=["']post["'].*?</form>""", path.read_text(), flags=re.S | re.I
        ):
            if "csrf_token" not in form:
                wrong.append(f"{shown(path)}: {form[:80]}")
    assert not wrong, "\n".join(wrong)


def test_pages_stand_on_the_house_frame():
    """A page is a whole page with a title and a heading, or a fragment that another page includes."""
    wrong = []
    for path in TEMPLATES:
        text = path.read_text()
        if '{% extends "base.html" %}' in text:
            wrong += [
                f"{shown(path)}: {name}" for name in ("title", "heading") if f"block {name} " not in text
            ]
    assert not wrong, "\n".join(wrong)
