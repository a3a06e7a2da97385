"""The worker's timetable in plain strings: local time, one row per job; `sync_schedules` makes it so."""

TIMETABLE = [
    # The day rolls at 00:00 local; every ten minutes, so that a killed or sleeping worker soon catches up.
    {"name": "sweep-deadlines", "func": "deadlines.tasks.sweep_deadlines", "minutes": 10},
    {"name": "deliver-notices", "func": "deadlines.tasks.deliver_notices", "minutes": 2},
    {"name": "forget-tries", "func": "deadlines.tasks.forget_tries", "minutes": 360},
    {"name": "forget-exports", "func": "feedback.tasks.forget_exports", "minutes": 360},
]
