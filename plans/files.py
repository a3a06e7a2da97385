"""Plans kept as files of the project: which there are and how their words become rows. Nothing is written here."""

import re
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent / "data"
OUTLINE = "outline"


def read_file(name):
    """The data of one file of `plans/data` by its bare name ("lac_phuong_2026")."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def file_names():
    """Files that hold a whole plan, not the bare outline."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != OUTLINE)


def file_choices():
    """(name, label) of each whole plan, for a form."""
    choices = []
    for name in file_names():
        plan = read_file(name)["plan"]
        choices.append((name, f"Kế hoạch của {plan['place']}, năm {plan['year']}"))
    return choices


def fill_in(text, *, people, names, commune, year):
    """Replace {chair} and the like by names, or take the comma away so that the title alone stands.

    "Đ/c {chair}, Chủ tịch UBND xã" reads "Đ/c Nguyễn Văn A, …" with names, "Đồng chí Chủ tịch UBND xã" without.
    """
    text = text.replace("{commune}", str(commune)).replace("{year}", str(year))
    for key, person in people.items():
        if names:
            text = text.replace(f"{{{key}}}", person["name"])
        else:
            text = re.sub(rf"Đ/c \{{{key}\}}, ?", "Đồng chí ", text).replace(f"{{{key}}}", person["title"])
    return text
