"""One print file of many sheets taken apart: each sheet as a whole paper of its own, word for word."""

import re

SHEET = re.compile(r'<article class="sheet" id="([\w-]+)">.*?</article>', re.DOTALL)


def sheets_of(html):
    """{id of the sheet: the whole paper with this sheet alone} of frozen HTML, in the order of the print file."""
    found = list(SHEET.finditer(html))
    if not found:
        return {}
    head, tail = html[: found[0].start()], html[found[-1].end() :]
    return {match.group(1): head + match.group(0) + tail for match in found}
