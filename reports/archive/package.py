"""Packing: one ZIP with a plain name for every file, a manifest, the list of SHA-256 sums, words for who opens it.

The same dossier sealed at the same moment gives the same bytes: order, names and times are fixed.
"""

import hashlib
import json
import zipfile
from dataclasses import dataclass

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from core.vietnamese import fold
from reports.archive.contents import entries_of
from reports.states import Group

LONGEST_NAME = 70
STEP = 5  # files between two words of how far it is
SUMS, MANIFEST, README, STYLE = "SHA256SUMS", "manifest.json", "DOC-TRUOC.txt", "xem.css"


@dataclass(frozen=True)
class Package:
    sha256: str
    size: int
    count: int
    manifest: dict


def package_name(dossier, number):
    """ "ho-so-2026-0012-lan-1.zip"."""
    return f"{folder_name(dossier)}-lan-{number}.zip"


def folder_name(dossier):
    return f"ho-so-{dossier.conference.plan.year}-{dossier.pk:04d}"


class Folder:
    """The ZIP under the pen: one folder, every file with the moment of sealing, its sum noted down."""

    def __init__(self, archive, name, moment):
        self.archive, self.name, self.moment = archive, name, moment.timetuple()[:6]
        self.sums = []

    def put(self, path, content):
        """Write one file; returns its SHA-256."""
        info = zipfile.ZipInfo(f"{self.name}/{path}", self.moment)
        info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
        self.archive.writestr(info, content)
        digest = hashlib.sha256(content).hexdigest()
        self.sums.append(f"{digest}  {path}")
        return digest


def write_package(file, dossier, on_progress=lambda done, total: None):
    """Write the ZIP into an open binary file, file by file; returns what came of it."""
    moment, entries = timezone.localtime(dossier.conference.sealed_at), entries_of(dossier.conference)
    listed = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        folder = Folder(archive, folder_name(dossier), moment)
        for done, (path, entry) in enumerate(zip(paths_of(entries), entries, strict=True), start=1):
            content = entry.read()
            listed.append(_line(path, entry, content, folder.put(path, content)))
            if done % STEP == 0 or done == len(entries):
                on_progress(done, len(entries))
        manifest = manifest_of(dossier, moment, listed)
        folder.put(STYLE, style())
        folder.put("MUC-LUC.html", contents_page(dossier, listed, moment))
        folder.put(README, readme(dossier, moment, len(listed)))
        folder.put(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode())
        folder.put(SUMS, ("\n".join(folder.sums) + "\n").encode())
    return Package(*_sum_of(file), len(listed), manifest)


def paths_of(entries):
    """ "04-ket-luan-va-viec-gui-ket-luan/037-thong-bao-so-05-tb-ubnd.pdf": the order first, then the title without marks."""
    width = max(3, len(str(len(entries))))
    for place, entry in enumerate(entries, start=1):
        name = slugify(fold(entry.title).replace("/", "-"))[:LONGEST_NAME].strip("-") or "tep"
        yield f"{entry.group}-{slugify(fold(Group(entry.group).label))}/{place:0{width}d}-{name}.{entry.ending}"


def _line(path, entry, content, digest):
    return {
        "path": path, "title": entry.title, "group": Group(entry.group).label, "day": entry.day and entry.day.isoformat(),
        "theme": entry.theme, "size": len(content), "sha256": digest, "has_personal_data": entry.has_personal_data,
        "note": entry.note,
    }  # fmt: skip


def manifest_of(dossier, moment, listed):
    conference = dossier.conference
    return {
        "title": str(dossier), "conference": conference.title, "commune": str(conference.commune),
        "held_on": conference.held_on and conference.held_on.isoformat(), "code": dossier.code,
        "sealed_at": moment.isoformat(), "sealed_by": dossier.sealed_by.full_name if dossier.sealed_by else "",
        "retention": str(dossier.group or ""), "missing": [
            {"label": row.label, "reason": row.reason} for row in dossier.waivers.all()
        ],
        "files": listed,
    }  # fmt: skip


def contents_page(dossier, listed, moment):
    shown = [row | {"day": row["day"] and "/".join(reversed(row["day"].split("-")))} for row in listed]
    groups = [(label, [row for row in shown if row["group"] == label]) for label in Group.labels]
    context = {
        "dossier": dossier,
        "groups": [row for row in groups if row[1]],
        "moment": moment,
        "count": len(listed),
    }
    return render_to_string("reports/archive/contents.html", context).encode()


def readme(dossier, moment, count):
    """Windows' editors show the lines as lines."""
    text = render_to_string(
        "reports/archive/readme.txt",
        {
            "dossier": dossier,
            "moment": moment,
            "count": count,
            "waivers": dossier.waivers.all(),
            "site": settings.SITE_URL,
        },
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def style():
    with open(finders.find("reports/archive.css"), "rb") as file:
        return file.read()


def _sum_of(file):
    file.flush()
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    return digest, file.seek(0, 2)
