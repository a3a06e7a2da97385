"""The words of a paper as lines of plain text: for versions, their differences and for comparing two outputs."""

import re

from lxml import html as parser

# What begins a new line; everything else is words inside one.
BLOCKS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "li",
    "td",
    "th",
    "br",
    "div",
    "section",
    "article",
    "table",
    "tr",
    "ul",
    "ol",
}
# A drawing's title is for who hears the page; on paper it is no word.
SKIPPED = {"head", "style", "script", "svg"}


def lines_of(html):
    """Lines of a paper's HTML in reading order: one for each paragraph, heading, item, cell; blank ones left out."""
    words = []
    _collect(parser.document_fromstring(html).body, words)
    lines = (re.sub(r"[ \t\r\n]+", " ", line).strip() for line in "".join(words).split("\f"))
    return [line for line in lines if line]


def _collect(element, words):
    if element.tag in SKIPPED or not isinstance(element.tag, str):
        return
    is_block = element.tag in BLOCKS
    words.append("\f" if is_block else "")
    words.append(element.text or "")
    for child in element:
        _collect(child, words)
        words.append(child.tail or "")
    words.append("\f" if is_block else "")
