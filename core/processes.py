"""Child processes in sessions of their own, and their certain end. What they do is no concern of this file."""

import contextlib
import ctypes
import os
import signal
import subprocess

_PR_SET_PDEATHSIG = 1


def start_session(command, *, env=None, stdout=None):
    """Start a command in a new session; should this process be killed, the kernel sends it SIGTERM (Linux)."""
    return subprocess.Popen(
        command, env=env, stdout=stdout, start_new_session=True, preexec_fn=_end_with_parent
    )


def kill_session(child):
    """Kill the child and everything it left in its session's group, and wait for the child's end."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def stop_session(child, *, grace, impatient=lambda: False, by=signal.SIGTERM):
    """Ask the first process of the session alone to stop, wait `grace` seconds at most, then kill the rest.

    The group as a whole is never sent SIGTERM: django-q2's cluster hangs when its children get it too.
    """
    if child.poll() is None:
        child.send_signal(by)
    waited = 0.0
    while child.poll() is None and waited < grace and not impatient():
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(0.2)
        waited += 0.2
    kill_session(child)
    return child.returncode


def _end_with_parent():
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
