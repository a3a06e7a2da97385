"""Lays a running conference into an empty database and says in JSON how to reach it: `python -m tests.bench.hall_stage`.

Thirty spoke, sixty wait, one speaks: what a long day leaves for the desk's pages to draw.
"""

import json
from datetime import timedelta

import django

django.setup()

from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from dialogue import services  # noqa: E402
from dialogue.states import Outcome, RequestSource, StepState  # noqa: E402
from tests.conftest import make_commune  # noqa: E402
from tests.factories.dialogue import an_open_conference, on_the  # noqa: E402

SPOKE, WAIT, HAMLETS = 30, 60, 12
SAID = "Đề nghị Ủy ban nhân dân xã nạo vét tuyến mương thoát nước qua xóm Đình vì mưa là ngập đường, đi lại khó khăn."


def the_stage():
    cast = make_commune()
    conference = an_open_conference(cast=cast, speaking_seconds=180)
    with on_the(conference.held_on, 9):
        walk_to_the_speeches(cast, conference)
        for number in range(SPOKE):
            speak(cast, conference, number)
        requests = [
            services.register_speaker(
                conference=conference, speaker=f"Bà Trần Thị Lan {number}", place=f"Thôn {number % HAMLETS + 1}",
                topic="Đường liên thôn", source=RequestSource.DESK, actor=cast.office,
            )
            for number in range(WAIT)
        ]  # fmt: skip
    client = Client()
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    return {
        "watch": reverse("hall_now", args=[conference.hall_code, "dien-thoai"]),
        "phone": reverse("hall_phone", args=[conference.hall_code]),
        "desk": reverse("conference_desk", args=[conference.pk]),
        "acts": [reverse("speaker_request_call", args=[request.pk]) for request in requests],
        "session": client.cookies["sessionid"].value,
    }


def walk_to_the_speeches(cast, conference):
    """The steps before the one that takes speeches are done; that one runs and its queue is open."""
    for step in conference.steps.all():
        services.start_agenda_step(agenda_step=step, actor=cast.office)
        if step.takes_contributions:
            services.open_queue(agenda_step=step, actor=cast.office)
            return
        services.finish_agenda_step(agenda_step=step, actor=cast.office)
    raise SystemExit(f"no step takes speeches: {conference.steps.filter(state=StepState.DONE).count()} steps")


def speak(cast, conference, number):
    with on_the(conference.held_on, 9 + number // 20):
        contribution = services.begin_contribution(
            conference=conference, speaker=f"Ông Nguyễn Văn Bình {number}", place=f"Thôn {number % HAMLETS + 1}",
            actor=cast.office,
        )  # fmt: skip
        services.end_contribution(contribution=contribution, actor=cast.office)
        services.settle_contribution(
            contribution=contribution, outcome=Outcome.HANDED, summary=SAID, unit=cast.units.economy,
            due_on=conference.held_on + timedelta(days=20), actor=cast.office,
        )  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(the_stage()))
