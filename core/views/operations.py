"""The admin's page of the machine room: the worker's heartbeat and the tasks that were given up."""

from django.shortcuts import render

from core.access import guard
from core.states import Role
from core.worker_health import letters_to_show, worker_health


@guard(Role.ADMIN)
def operations(request):
    """Is the background worker alive, how much waits, what was given up."""
    return render(request, "core/operations.html", {"health": worker_health(), "letters": letters_to_show()})
