"""Settings of the real worker that the fault tests start: the product's, with short limits and no jobs."""

from dialogue.settings import *  # noqa: F403
from dialogue.settings import Q_CLUSTER

Q_CLUSTER = {**Q_CLUSTER, "workers": 2, "timeout": 3, "retry": 4, "poll": 0.1}
NO_JOBS = []
TIMETABLE = "tests.setup.worker_settings.NO_JOBS"
