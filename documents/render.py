"""From a template to HTML, from frozen HTML to PDF. What is stored, and when, is decided in services."""

import atexit
import gc
import mimetypes
import re
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from documents.fonts import FACES, font_css, font_folder
from documents.places import sign_places

# An address that leads nowhere: whatever a paper names is looked up below, never on a network or a disk path.
BASE_URL = "https://papers.invalid/"
# Papers keep the style sheet that they were frozen with: a released one is never changed, a new one is added.
STYLE_SHEET = "documents/paper-1.css"
STAMP_SHEET = "documents/stamp-1.css"
LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')


class OutsidePaper(ValueError):
    """A paper asked for something other than the house's static files and the paper's own face."""


@dataclass(frozen=True)
class Rendered:
    content: bytes
    pages: int
    # documents.places: where signatures go.
    places: list = field(default_factory=list)


def paper_html(template_name, context, face):
    """The whole paper as HTML; its template extends documents/paper.html."""
    style_sheet = settings.STATIC_URL + STYLE_SHEET
    html = render_to_string(template_name, {**context, "face": face, "style_sheet": style_sheet})
    return unicodedata.normalize("NFC", html)


def local_path(url):
    """The file behind a url of a paper: under the static folder or one of the four font files.

    Raises OutsidePaper for everything else, also for paths that climb out.
    """
    path = unquote(urlsplit(url).path)
    if not url.startswith(BASE_URL):
        raise OutsidePaper(url)
    if path.startswith("/fonts/") and path.removeprefix("/fonts/") in FACES:
        return font_folder() / path.removeprefix("/fonts/")
    name = path.removeprefix("/" + settings.STATIC_URL.strip("/") + "/")
    if name == path or ".." in Path(name).parts or name.startswith("/"):
        raise OutsidePaper(url)
    found = finders.find(name)
    if not found and (Path(settings.STATIC_ROOT) / name).is_file():
        found = Path(settings.STATIC_ROOT) / name
    if not found:
        raise OutsidePaper(url)
    return Path(found)


@contextmanager
def no_garbage_collection():
    """A render makes millions of small objects that all die at its end; collecting meanwhile costs a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True)
class Press:
    """What every render shares: the face, the fetcher, style sheets once read. One for each worker process."""

    fonts: object
    face: object
    fetcher: object
    sheets: dict
    lost: list


@cache
def press():
    """Reading the face and a style sheet anew costs each one-page paper as much again as its own lines."""
    # WeasyPrint takes a second to load and is needed in the worker only.
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    lost = []

    class HouseFetcher(URLFetcher):
        def fetch(self, url, headers=None):
            try:
                path = local_path(url)
            except OutsidePaper:
                # WeasyPrint only skips what it cannot have; of the house's own files none may be missing.
                lost.extend([url] if url.startswith(BASE_URL) else [])
                raise
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    # The face's files must be given back before the interpreter's own end.
    atexit.register(press.cache_clear)
    fetcher, fonts = HouseFetcher(allowed_protocols=()), FontConfiguration()
    face = CSS(string=font_css(BASE_URL), base_url=BASE_URL, url_fetcher=fetcher, font_config=fonts)
    return Press(fonts, face, fetcher, {}, lost)


def style_sheet(url, machine):
    """A style sheet of the house, read again only when its file changed (while developing).

    Raises OutsidePaper where there is none.
    """
    from weasyprint import CSS

    path = local_path(BASE_URL.rstrip("/") + url if url.startswith("/") else url)
    key = (path, path.stat().st_mtime_ns)
    if key not in machine.sheets:
        machine.sheets[key] = CSS(
            string=path.read_text(), base_url=BASE_URL, url_fetcher=machine.fetcher, font_config=machine.fonts
        )
    return machine.sheets[key]


def pdf_of(html, *, is_archival):
    """Render frozen HTML: tagged, PDF/A-2b when it is to be kept. Raises whatever the renderer raises."""
    if font_folder() is None:
        raise OutsidePaper("no complete face for papers: see manage.py check")
    with no_garbage_collection():
        # In a frame of its own: what it made dies before the collector looks again, which would cost two seconds.
        return _pressed(html, press(), "pdf/a-2b" if is_archival else None)


def _pressed(html, machine, variant):
    from weasyprint import HTML

    machine.lost.clear()
    sheets = [style_sheet(url, machine) for url in LINK.findall(html)]
    page = HTML(string=LINK.sub("", html), base_url=BASE_URL, url_fetcher=machine.fetcher)
    document = page.render(stylesheets=[machine.face, *sheets], font_config=machine.fonts)
    if machine.lost:
        raise OutsidePaper(f"not found: {', '.join(machine.lost)}")
    content = document.write_pdf(pdf_tags=True, pdf_variant=variant)
    return Rendered(content, len(document.pages), sign_places(document.pages))


def stamp_of(template_name, context, width, height):
    """A one-page PDF of exactly this size in points, without a background, to be laid over a paper."""
    html = render_to_string(template_name, {**context, "style_sheet": settings.STATIC_URL + STAMP_SHEET})
    with no_garbage_collection():
        return _stamped(unicodedata.normalize("NFC", html), f"{width}pt {height}pt", press())


def _stamped(html, size, machine):
    from weasyprint import CSS, HTML

    sheets = [style_sheet(url, machine) for url in LINK.findall(html)]
    page = HTML(string=LINK.sub("", html), base_url=BASE_URL, url_fetcher=machine.fetcher)
    size = CSS(string=f"@page {{ size: {size}; margin: 0; }}", font_config=machine.fonts)
    return page.write_pdf(stylesheets=[machine.face, *sheets, size], font_config=machine.fonts)
