"""What a mail server says when a letter comes back: read from its text alone. No database, no mailbox.

Servers report in the form of RFC 3464 (Postfix, Exchange, Gmail, Exim with a report); older ones only write to people
and put the letter's head below (Exim, qmail). A report that a letter is late, or that it arrived, is no return.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError

MESSAGE_ID = re.compile(r"<[^<>\s]{3,250}>")
HEAD_LINE = re.compile(r"^message-id:\s*(<[^<>\s]{3,250}>)", re.I | re.M)
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
# Words by which servers without a report say that they gave up.
GAVE_UP = re.compile(
    r"undeliver|delivery (?:has )?failed|delivery status notification \(failure\)|returned mail|failure notice|"
    r"mail delivery failed|could not be delivered|permanent (?:fatal )?error|i've given up",
    re.I,
)
STILL_TRYING = re.compile(r"delayed|warning: could not send|still being retried|will be retried", re.I)
LONGEST = 300
WORDS = {
    "5.1.1": "không có hộp thư này",
    "5.1.2": "không có tên miền này",
    "5.1.10": "không có hộp thư này",
    "5.2.1": "hộp thư đã ngừng hoạt động",
    "5.2.2": "hộp thư đã đầy",
    "5.2.3": "thư lớn quá mức hộp thư nhận",
    "5.3.4": "thư lớn quá mức máy chủ nhận",
    "5.4.1": "máy chủ nơi nhận từ chối",
    "5.4.4": "không tìm thấy máy chủ nơi nhận",
    "4.4.7": "quá thời gian chờ máy chủ nơi nhận",
    "5.4.7": "quá thời gian chờ máy chủ nơi nhận",
    "5.7.1": "máy chủ nơi nhận từ chối thư",
}


@dataclass(frozen=True)
class Returned:
    """A letter that came back: the Message-IDs by which it may be known, to whom it went, why, in the server's words."""

    message_ids: tuple
    recipient: str
    status: str
    diagnostic: str

    @property
    def words(self):
        """ "không có hộp thư này (5.1.1): 550 No such user"."""
        code = f" ({self.status})" if self.status else ""
        said = f": {self.diagnostic}" if self.diagnostic else ""
        return f"{WORDS.get(self.status, 'máy chủ thư báo không giao được')}{code}{said}"[:LONGEST]


def read_returned(raw):
    """The Returned of one message as bytes; None where it is anything else (an answer, a notice of absence, a delay)."""
    try:
        message = message_from_bytes(raw, policy=policy.default)
        return _read_report(message) or _read_plain(message)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # Mail of the world is not always mail: what cannot be read returns nothing.
        return None


def _read_report(message):
    """By RFC 3464: the first recipient whom the server gave up."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in _blocks(part):
            if block.get("action", "").split(";")[0].strip().lower() != "failed":
                continue
            status = _first(STATUS, block.get("status", "")) or _first(
                STATUS, block.get("diagnostic-code", "")
            )
            address = block.get("final-recipient", "") or block.get("original-recipient", "")
            return Returned(
                _ids_in(message),
                address.split(";")[-1].strip(" <>"),
                status,
                _tidy(block.get("diagnostic-code", "")),
            )
    return None


def _blocks(part):
    """The groups of fields of a report: name in small letters -> value."""
    payload = part.get_payload()
    groups = payload if isinstance(payload, list) else []
    if not groups and isinstance(payload, str):
        groups = [
            message_from_bytes(chunk.encode(), policy=policy.default) for chunk in payload.split("\n\n")
        ]
    return [{name.lower(): str(value) for name, value in group.items()} for group in groups]


def _read_plain(message):
    """By the words of the subject or of the first lines, from a server and about a letter that it names."""
    if any(part.get_content_type() == "message/delivery-status" for part in message.walk()):
        return None
    # Notices of absence have an empty sender as well: who writes is told by the name that people see.
    sender = str(message.get("from", ""))
    failed = str(message.get("x-failed-recipients", ""))
    text = _text_of(message)
    head = f"{message.get('subject', '')}\n{text[:2000]}"
    is_from_server = bool(failed) or re.search(r"mailer-daemon|postmaster", sender, re.I)
    if not is_from_server or STILL_TRYING.search(head) or not (failed or GAVE_UP.search(head)):
        return None
    said = re.search(r"(?:^|\s)((?:5\d\d[ -]|#?5\.\d\.\d).{0,200})", text)
    return Returned(
        _ids_in(message),
        failed.split(",")[0].strip(),
        _first(STATUS, text[:4000]),
        _tidy(said.group(1) if said else ""),
    )


def _ids_in(message):
    """Message-IDs of the letter that came back: of its own head first, then of what the report answers to."""
    own = str(message.get("message-id", "")).strip()
    found = []
    for part in message.walk():
        kind = part.get_content_type()
        if part is not message and part.get("message-id"):
            found += MESSAGE_ID.findall(str(part["message-id"]))
        if kind in ("text/rfc822-headers", "text/plain"):
            found += HEAD_LINE.findall(_content(part))
    for name in ("in-reply-to", "references"):
        found += MESSAGE_ID.findall(str(message.get(name, "")))
    return tuple(dict.fromkeys(one for one in found if one != own))


def _text_of(message):
    body = message.get_body(preferencelist=("plain", "html"))
    return _content(body) if body is not None else ""


def _content(part):
    payload = part.get_payload(decode=True)
    if payload is None:
        return str(part.get_payload())
    charset = part.get_content_charset() or "utf-8"
    return payload.decode(
        charset if charset.lower() not in ("unknown-8bit", "x-unknown") else "utf-8", "replace"
    )


def _first(pattern, text):
    found = pattern.search(text)
    return found.group(1) if found else ""


def _tidy(text):
    return " ".join(text.split(";", 1)[-1].split())[:220]
