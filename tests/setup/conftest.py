"""Fixtures of the set-up tests."""

import pytest

from tests.setup.machinery import RealWorker, alive_in, processes, until


@pytest.fixture
def worker(transactional_db):
    running = RealWorker()
    yield running
    sessions = [sid for _, parent, sid in processes() if parent == running.process.pid]
    running.end()
    for session in sessions:
        until(lambda session=session: not alive_in(session), "the end of the cluster")
