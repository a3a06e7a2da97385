"""The lock: everything pinned with hashes, no address, no path of anybody's machine."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def plain(requirement):
    return re.sub(r"[-_.]+", "-", NAME.match(requirement)[0]).lower()


def pinned(file):
    """{name: [versions]} of a requirements file; every pin must carry at least one hash."""
    pins = {}
    for entry in (ROOT / file).read_text().replace("\\\n", " ").splitlines():
        if not entry.strip():
            continue
        found = re.match(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", entry)
        assert found, f"{file}: not a pin: {entry[:80]}"
        assert "--hash=sha256:" in entry, f"{file}: no hash: {entry[:80]}"
        pins.setdefault(plain(found[1]), []).append(found[2])
    return pins


@pytest.mark.parametrize("requirement", PROJECT["project"]["dependencies"])
def test_every_dependency_is_pinned_with_a_hash(requirement):
    assert plain(requirement) in pinned("requirements.txt"), "run ./run lock"
    assert plain(requirement) in pinned("requirements-dev.txt"), "run ./run lock"


@pytest.mark.parametrize("requirement", PROJECT["dependency-groups"]["dev"])
def test_every_tool_of_the_tests_is_pinned_with_a_hash(requirement):
    assert plain(requirement) in pinned("requirements-dev.txt"), "run ./run lock"


def test_the_tests_run_with_the_versions_of_production():
    production, development = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert production.items() <= development.items()


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_names_no_address_and_no_folder(file):
    text = (ROOT / file).read_text()
    assert "://" not in text
    assert "file:" not in text
    assert not re.search(r"--(?!hash=)", text), "only hashes, no options of this machine's installer"
    assert not re.search(r"^#", text, re.M)


def test_no_lock_file_that_names_hosts():
    assert not (ROOT / "uv.lock").exists()
    assert not (ROOT / "pylock.toml").exists()


def test_no_script_and_no_tool_file_names_an_address_outside_this_machine():
    files = [ROOT / "run", ROOT / ".ci" / "run", ROOT / "pyproject.toml", *(ROOT / "deploy").iterdir()]
    found = [host for file in files for host in re.findall(r"https?://([^/\s:,)]+)", file.read_text())]
    assert [host for host in found if host != "127.0.0.1" and not host.endswith(".example.vn")] == []
