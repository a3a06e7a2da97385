"""From a template to HTML, from frozen HTML to PDF. What is stored, and when, is decided in services."""

import gc
import mimetypes
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from documents.fonts import FACES, font_css, font_folder

# An address that leads nowhere: whatever a paper names is looked up below, never on a network or a disk path.
BASE_URL = "https://papers.invalid/"
# Papers keep the style sheet that they were frozen with: a released one is never changed, a new one is added.
STYLE_SHEET = "documents/paper-1.css"


class OutsidePaper(ValueError):
    """A paper asked for something other than the house's static files and the paper's own face."""


@dataclass(frozen=True)
class Rendered:
    content: bytes
    pages: int


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


def pdf_of(html, *, is_archival):
    """Render frozen HTML: tagged, PDF/A-2b when it is to be kept. Raises whatever the renderer raises."""
    # WeasyPrint takes a second to load and is needed in the worker only.
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    if font_folder() is None:
        raise OutsidePaper("no complete face for papers: see manage.py check")
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

    variant = "pdf/a-2b" if is_archival else None
    fetcher, fonts = HouseFetcher(allowed_protocols=()), FontConfiguration()
    with no_garbage_collection():
        face = CSS(string=font_css(BASE_URL), base_url=BASE_URL, url_fetcher=fetcher, font_config=fonts)
        page = HTML(string=html, base_url=BASE_URL, url_fetcher=fetcher)
        document = page.render(stylesheets=[face], font_config=fonts)
        if lost:
            raise OutsidePaper(f"not found: {', '.join(lost)}")
        return Rendered(document.write_pdf(pdf_tags=True, pdf_variant=variant), len(document.pages))
