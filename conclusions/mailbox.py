"""The mailbox to which letters come back, over IMAP: what is new in it, and marking what was read. No database."""

import imaplib
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

LONGEST = 2 * 1024 * 1024  # bytes; a report that carries a whole scan back still fits
MOST = 200  # messages of one round
SECONDS = 30  # for which a server may be silent


@contextmanager
def opened(url):
    """The mailbox of "imaps://name:password@host:993/INBOX" ("imap://" without encryption, for one's own machine)."""
    parts = urlsplit(url)
    kind = imaplib.IMAP4 if parts.scheme == "imap" else imaplib.IMAP4_SSL
    port = parts.port or (143 if parts.scheme == "imap" else 993)
    box = kind(parts.hostname, port, timeout=SECONDS)
    try:
        _sign_in(box, unquote(parts.username or ""), unquote(parts.password or ""))
        answer, _ = box.select(f'"{unquote(parts.path.strip("/")) or "INBOX"}"')
        if answer != "OK":
            raise imaplib.IMAP4.error("no such folder")
        yield box
    finally:
        try:
            box.logout()
        except (OSError, imaplib.IMAP4.error):
            pass


def _sign_in(box, name, password):
    """LOGIN takes plain letters only; a password with others goes the way of RFC 4616."""
    if (name + password).isascii():
        box.login(name, password)
    else:
        box.authenticate("PLAIN", lambda _: f"\0{name}\0{password}".encode())


def unread(box):
    """(uid, bytes) of each message that nobody has read; it stays unread until `mark_read`."""
    answer, found = box.uid("search", None, "UNSEEN", "SMALLER", str(LONGEST))
    for uid in (found[0] or b"").split()[:MOST] if answer == "OK" else []:
        answer, parts = box.uid("fetch", uid, "(BODY.PEEK[])")
        raw = next((part[1] for part in parts or [] if isinstance(part, tuple)), None)
        if answer == "OK" and raw is not None:
            yield uid, raw


def mark_read(box, uid):
    box.uid("store", uid, "+FLAGS", r"(\Seen)")
