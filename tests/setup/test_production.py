"""Production mode: what it refuses, and that Django's own security check has nothing to say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOUND = {
    "DEBUG": "false",
    "SECRET_KEY": "A-long-key-of-this-machine-alone-0123456789-qwertyuiop-zxcvbnm",
    "ALLOWED_HOSTS": "doithoai.example.vn",
    "ENV_FILE": os.devnull,
    "DATABASE_URL": "sqlite://:memory:",
}


def start(*command, folder, **settings):
    """Run a command in an environment of its own; return (exit code, output)."""
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(folder), **SOUND, **settings}
    env = {key: value for key, value in env.items() if value is not None}
    ran = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    return ran.returncode, ran.stdout + ran.stderr


def test_check_deploy_is_clean(tmp_path):
    code, output = start("manage.py", "check", "--deploy", "--fail-level", "WARNING", folder=tmp_path)
    assert code == 0, output
    assert "no issues" in output


def test_production_does_not_start_without_a_secret(tmp_path):
    code, output = start("manage.py", "check", folder=tmp_path, SECRET_KEY=None)
    assert code != 0
    assert "ImproperlyConfigured" in output
    assert "SECRET_KEY is not set" in output


def test_production_does_not_start_with_the_secret_of_the_sample(tmp_path):
    assert start("manage.py", "check", folder=tmp_path, DEBUG="true", SECRET_KEY=None)[0] == 0
    key = tmp_path / "secret_key"
    assert key.stat().st_mode & 0o777 == 0o600
    code, output = start("manage.py", "check", folder=tmp_path, SECRET_KEY=key.read_text())
    assert code != 0
    assert "sample key" in output


def test_the_secret_of_the_sample_is_made_once(tmp_path):
    for _ in range(2):
        start("manage.py", "check", folder=tmp_path, DEBUG="true", SECRET_KEY=None)
    first = (tmp_path / "secret_key").read_text()
    assert len(first) >= 50
    start("manage.py", "check", folder=tmp_path, DEBUG="true", SECRET_KEY=None)
    assert (tmp_path / "secret_key").read_text() == first


def test_gunicorn_does_not_serve_with_debug(tmp_path):
    command = ("-m", "gunicorn", "dialogue.wsgi:application", "--check-config")
    code, output = start(*command, folder=tmp_path, DEBUG="true", SERVER_SOFTWARE="gunicorn/27")
    assert code != 0
    assert "DEBUG is on" in output
    code, output = start(*command, folder=tmp_path)
    assert code == 0, output


def test_dev_refuses_production_settings(tmp_path):
    code, output = start("manage.py", "dev", folder=tmp_path)
    assert code != 0
    assert "gunicorn" in output


@pytest.mark.parametrize("unit", ["hoi-nghi-web.service", "hoi-nghi-worker.service"])
def test_units_stop_their_first_process_only(unit):
    text = (ROOT / "deploy" / unit).read_text()
    assert "KillMode=mixed" in text
    assert "Restart=always" in text


def test_the_worker_s_unit_waits_longer_than_the_longest_task(settings):
    text = (ROOT / "deploy" / "hoi-nghi-worker.service").read_text()
    assert "TimeoutStopSec=150" in text
    assert settings.Q_CLUSTER["timeout"] + 10 < 150
    assert settings.Q_CLUSTER["retry"] > settings.Q_CLUSTER["timeout"]


def test_every_setting_of_the_example_is_read():
    example = (ROOT / "deploy" / "env.example").read_text()
    names = {
        line.lstrip("#").split("=")[0] for line in example.splitlines() if "=" in line and " " not in line
    }
    source = (ROOT / "dialogue" / "settings.py").read_text()
    assert names
    assert [name for name in sorted(names) if f'"{name}"' not in source] == []
