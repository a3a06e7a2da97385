"""The worker's timetable in plain strings: local time, one row per job; `sync_schedules` makes it so."""

TIMETABLE = [
    # The day rolls at 00:00 local; every ten minutes, so that a killed or sleeping worker soon catches up.
    {"name": "sweep-deadlines", "func": "deadlines.tasks.sweep_deadlines", "minutes": 10},
    {"name": "deliver-notices", "func": "deadlines.tasks.deliver_notices", "minutes": 2},
    # Notices by mail: what a killed worker left, and what came back to the mailbox of settings.BOUNCE_MAILBOX.
    {"name": "send-notices-by-mail", "func": "conclusions.tasks.send_mails", "minutes": 5},
    {"name": "read-returned-mails", "func": "conclusions.tasks.read_returned_mails", "minutes": 10},
    # Promises that nobody reports about: told once a week, looked for oftener, so that no week is slept through.
    {"name": "tell-silent", "func": "conclusions.tasks.tell_silent", "minutes": 360},
    {"name": "forget-tries", "func": "deadlines.tasks.forget_tries", "minutes": 360},
    {"name": "forget-exports", "func": "feedback.tasks.forget_exports", "minutes": 360},
]
