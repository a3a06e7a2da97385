"""Reading the signatures of a file that a stranger sent, in a process of its own with limits. Nothing is stored."""

import json
import subprocess
import sys

from django.conf import settings

# What a file may cost: a PDF may unpack to far more than it weighs, or keep a parser busy for hours.
MEGABYTES = 1200
SECONDS = 20


def signatures_in(content):
    """What `pades.inspect` says of these bytes; {"error": "heavy"} where it took more than it may.

    `error`: "", "broken", "encrypted" or "heavy".
    """
    command = [sys.executable, "-m", "documents.pades", settings.TRUSTED_ROOTS, str(MEGABYTES), str(SECONDS)]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS + 5, cwd=settings.BASE_DIR, check=True
        )  # fmt: skip
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return {"error": "heavy", "signatures": []}
