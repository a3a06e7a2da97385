"""The start script's manners that need no machine to show: help, refusals, what it calls missing."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from tests import pg_cluster

ROOT = Path(__file__).resolve().parents[2]


def bash(script, **env):
    """Run a piece of bash with the functions of ./run at hand."""
    functions = (ROOT / "run").read_text().split("\ncommand=${1:-start}")[0]
    functions = functions.replace('cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"', f'cd "{ROOT}"')
    return subprocess.run(
        ["bash", "-c", functions + "\n" + script],
        capture_output=True, text=True, check=False, env={"PATH": os.environ["PATH"], **env},
    )  # fmt: skip


@pytest.mark.parametrize("script", ["run", ".ci/run"])
def test_scripts_can_be_executed_and_are_sound_bash(script):
    path = ROOT / script
    assert path.stat().st_mode & stat.S_IXUSR
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0


def test_help_names_every_command_and_an_unknown_one_is_refused():
    helped = subprocess.run([ROOT / "run", "help"], capture_output=True, text=True, check=True).stdout
    for command in ("setup", "test", "packages", "release", "lock"):
        assert f"./run {command}" in helped
    unknown = subprocess.run([ROOT / "run", "nonsense"], capture_output=True, text=True, check=False)
    assert unknown.returncode == 2


def test_without_root_the_exact_line_for_an_administrator_is_printed():
    ran = bash(
        "needed_packages() { echo libpangoft2-1.0-0; echo python3-venv; }; can_install() { return 1; }\n"
        "install_needed; echo went on"
    )
    assert ran.returncode == 1
    assert "sudo apt-get update && sudo apt-get install --no-install-recommends" in ran.stderr
    assert "libpangoft2-1.0-0 python3-venv" in ran.stderr
    assert "went on" not in ran.stdout


def test_a_failed_step_shows_its_output_and_what_to_do(tmp_path):
    ran = bash(f"cd {tmp_path}; logged 'Do this instead.' bash -c 'echo the cause; exit 3'; echo went on")
    assert ran.returncode == 1
    assert "the cause" in ran.stderr
    assert "Do this instead." in ran.stderr
    assert "went on" not in ran.stdout


def test_packages_for_the_tests_that_cannot_be_had_are_a_loud_warning_and_no_stop():
    ran = bash(
        "test_packages() { echo chromium; }; can_install() { return 1; }\ninstall_for_tests; echo went on"
    )
    assert "!!! chromium is missing" in ran.stderr
    assert "SKIPPED" in ran.stderr
    assert "went on" in ran.stdout


def test_requirements_are_installed_once_until_they_change(tmp_path):
    script = f"""
    cd {tmp_path}; mkdir .venv; echo one > requirements.txt
    PYTHON_IN_VENV=python3; logged() {{ echo installing; }}
    install_requirements requirements.txt; install_requirements requirements.txt
    echo two > requirements.txt; install_requirements requirements.txt
    """
    assert bash(script).stdout.count("installing") == 2


def test_without_postgresql_the_cluster_says_so_by_its_exit_code(monkeypatch):
    monkeypatch.setattr(pg_cluster, "find_binaries", lambda: None)
    assert pg_cluster.main(["true"]) == pg_cluster.NO_POSTGRESQL


@pytest.mark.skipif(pg_cluster.find_binaries() is None, reason="no PostgreSQL on this machine")
def test_the_cluster_is_gone_when_its_command_ends(capfd):
    code = pg_cluster.main(["bash", "-c", 'echo "$DATABASE_URL"; exit 7'])
    assert code == 7
    folder = Path(capfd.readouterr().out.strip().partition("host=")[2])
    assert folder.name.startswith("doi-thoai-pg-")
    assert not folder.exists()
