"""What a person could send from the pages that they see: every form of every page, filled in plausibly. No tests here."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.factories.imports import upload

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
BY_TYPE = {
    "date": "2026-07-06",
    "time": "09:00",
    "number": "7",
    "email": "x@xa.vn",
    "tel": "0912345678",
    "url": "https://xa.vn",
}


@dataclass
class Form:
    """One form: where it posts and what is in it, as a browser would send it."""

    page: str
    action: str
    fields: list = field(default_factory=list)
    files: list = field(default_factory=list)

    def payload(self):
        data = {}
        for name, value in self.fields:
            data.setdefault(name, []).append(value)
        return data | {name: upload(PNG, "anh.png") for name in self.files}


class Pages(HTMLParser):
    """Links and forms of one page."""

    def __init__(self, url):
        super().__init__()
        self.url, self.links, self.forms = url, [], []
        self.form = self.select = self.area = None
        self.seen = set()

    def handle_starttag(self, tag, attributes):
        row = dict(attributes)
        if tag == "a" and (row.get("href") or "").startswith("/"):
            self.links.append(row["href"].split("#")[0])
        if tag == "form" and (row.get("method") or "").lower() == "post":
            self.form = Form(self.url, row.get("action") or self.url)
            self.forms.append(self.form)
        if self.form is None or "disabled" in row:
            return
        name = row.get("name")
        if tag == "button" and name:
            self.form.fields.append((name, row.get("value", "")))
        elif tag == "select" and name:
            self.select = (name, "multiple" in row)
        elif tag == "option" and self.select:
            self._choose(row)
        elif tag == "textarea" and name:
            self.area = name
        elif tag == "input" and name:
            self._type(name, row)

    def _choose(self, row):
        name, _ = self.select
        if row.get("value") and name not in self.seen:
            self.seen.add(name)
            self.form.fields.append((name, row["value"]))

    def _type(self, name, row):
        kind = row.get("type", "text")
        if kind == "file":
            self.form.files.append(name)
        elif kind in ("checkbox", "radio"):
            if (self.form.action, name) not in self.seen:
                self.seen.add((self.form.action, name))
                self.form.fields.append((name, row.get("value", "on")))
        else:
            plausible = "06/07/2026" if re.search(r"_on$|ngay", name) else BY_TYPE.get(kind, "Nội dung thử")
            self.form.fields.append((name, row.get("value") or plausible))

    def handle_data(self, data):
        if self.area:
            self.form.fields.append((self.area, data.strip() or "Nội dung thử để ghi thêm."))
            self.area = None

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            self.form.fields.append((self.area, "Nội dung thử để ghi thêm."))
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.form = None


def forms_seen(client, starts, *, within, most=120):
    """{(action, names): Form} of all pages that can be reached from `starts` by links that `within` accepts."""
    waiting, seen, found = list(starts), set(), {}
    client.raise_request_exception = False
    while waiting and len(seen) < most:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        answer = client.get(url)
        if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        page = Pages(url)
        page.feed(answer.content.decode())
        waiting += [link for link in page.links if within(link) and link not in seen]
        for form in page.forms:
            key = (form.action, tuple(sorted({name for name, _ in form.fields})))
            found.setdefault(key, form)
    return found
