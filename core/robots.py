"""What keeps robots off the public forms without any outside service, picture puzzle or script. No fields of a form."""

import secrets
import time
from datetime import UTC, datetime, timedelta

from django import forms
from django.core import signing
from django.utils.crypto import salted_hmac

from core.throttle import place_of, seen, tries

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
QUICKEST = 3  # seconds in which nobody reads and fills in a form
LONGEST = 3 * 60 * 60  # seconds for which an opened form can be sent
# Sendings from one place; a hamlet's meeting may share one connection, so the hard ones are wide.
FREELY_PER_HOUR, PER_HOUR, PER_DAY = 3, 30, 100
SALT = "core.robots"
FIGURES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")

TRAPPED = (
    "Chưa gửi được: một ô ẩn dành cho máy đã bị điền. Có thể trình duyệt tự điền hộ; "
    "anh/chị chỉ cần bấm gửi lần nữa."
)
TOO_OLD = (
    "Trang này mở đã lâu nên chưa gửi. Mọi điều anh/chị viết vẫn còn đây; hãy xem lại rồi bấm gửi lần nữa."
)
TOO_QUICK = "Trang vừa mở xong đã gửi, giống như máy gửi tự động. Hãy đợi vài giây rồi bấm gửi lần nữa."
SENT_ALREADY = "Phiếu này đã gửi rồi, không cần gửi lại. Muốn gửi ý kiến khác, hãy mở lại trang từ đầu."
TOO_MANY_HOUR = (
    "Nơi này vừa gửi quá nhiều lần. Hãy thử lại sau một giờ; điều anh/chị viết vẫn còn trên trang này."
)
TOO_MANY_DAY = "Hôm nay nơi này đã gửi quá nhiều lần. Hãy thử lại sau vào ngày mai, hoặc gọi điện cho xã."
WRONG_SUM = "Hãy trả lời phép tính ở cuối trang để biết anh/chị không phải là máy."


class PeopleForm(forms.Form):
    """The base of a public form: `PeopleForm(data, files, request=request)`; draw `components/robots.html` inside it.

        if form.is_valid() and form.admit():
            … the service …
        return render(request, …, status=form.status)

    `gate` tells apart what is counted. Nothing typed is lost by a refusal: the page comes back with a sentence.
    """

    gate = "public"
    not_done = "Chưa gửi được"
    # Where a whole hall sends through one connection, a form widens them.
    freely_per_hour, per_hour, per_day = FREELY_PER_HOUR, PER_HOUR, PER_DAY

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.place = place_of(request)
        self.status = 200
        self.has_wrong_sum = False
        self._ticket = _read(self._said("ticket"))
        self._next = None
        self.ticket_name, self.website_name, self.sum_name = map(
            self.add_prefix, ("ticket", "website", "sum")
        )

    def clean(self):
        values = super().clean()
        wrong = self._wrong()
        if wrong:
            self.add_error(None, wrong)
        return values

    def _wrong(self):
        if self._said("website"):
            return TRAPPED
        age = time.time() - self._ticket["at"] if self._ticket else LONGEST
        if not 0 <= age < LONGEST:
            return TOO_OLD
        return TOO_QUICK if age < QUICKEST else ""

    def admit(self):
        """Count one sending of a valid form; False, with a sentence on the form, if it is one too many."""
        hourly, daily = tries(self.gate, self.place, per=HOUR), tries(f"{self.gate}-day", self.place, per=DAY)
        if hourly > self.per_hour or daily > self.per_day:
            self.status = 429
            self.add_error(None, TOO_MANY_HOUR if daily <= self.per_day else TOO_MANY_DAY)
        elif hourly > self.freely_per_hour and self._said("sum") != str(sum(_figures(self._ticket["once"]))):
            self.has_wrong_sum = True
            self.add_error(None, WRONG_SUM)
        elif not self._spend():
            self.add_error(None, SENT_ALREADY)
        return not self.errors

    def _spend(self):
        """Whether this ticket was never used; it is counted on the day on which it was given."""
        given = datetime.fromtimestamp(self._ticket["at"], tz=UTC)
        return tries("ticket", self._ticket["once"], per=DAY, now=given) == 1

    def _said(self, name):
        return self.data.get(self.add_prefix(name), "").strip()[:500]

    # --- what components/robots.html draws ---

    @property
    def next_ticket(self):
        return signing.dumps(self._next_words(), salt=SALT)

    def _next_words(self):
        """A fresh ticket; a form sent in good time and refused keeps the moment at which it was opened."""
        if self._next is None:
            age = time.time() - self._ticket["at"] if self._ticket else LONGEST
            at = self._ticket["at"] if 0 <= age < LONGEST / 2 else int(time.time())
            self._next = {"at": at, "once": secrets.token_hex(8)}
        return self._next

    @property
    def asks_sum(self):
        return seen(self.gate, self.place, per=HOUR) >= self.freely_per_hour

    @property
    def sum_question(self):
        """ "Ba cộng bốn bằng mấy?": in words, and never the figures themselves."""
        one, other = _figures(self._next_words()["once"])
        return f"{FIGURES[one].capitalize()} cộng {FIGURES[other]} bằng mấy?"


def _read(ticket):
    """What a ticket of ours says, or None."""
    try:
        said = signing.loads(ticket, salt=SALT)
    except signing.BadSignature:
        return None
    return said


def _figures(once):
    """Two figures that follow from the ticket; without the key nobody can tell them from it."""
    digest = salted_hmac(SALT, once).digest()
    return 1 + digest[0] % 9, 1 + digest[1] % 9
