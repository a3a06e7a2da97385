"""When petitions are anonymised the ledger, the letters and the list of what was hidden forget their people too."""

from datetime import date

import pytest
import time_machine

from conclusions import services
from conclusions.models import Dispatch, ResultPublication
from core.models import AuditEntry
from feedback import services as feedback
from feedback.models import Petition, PetitionSetting
from tests.factories import conclusions as make
from tests.factories import mailing
from tests.factories.dialogue import on_the
from tests.factories.feedback import an_answered_petition

pytestmark = pytest.mark.django_db
SEEN = []


def remember(keys):
    SEEN.extend(keys)


def test_people_are_forgotten_and_what_was_done_stays(cast, settings):
    """LP-95 stays provable: when and how each was served; nobody can be named by it any more."""
    mailing.use(settings)
    letter = mailing.a_sent_letter(cast=cast)
    row = letter.dispatch
    with on_the(date(2026, 5, 25)):
        services.record_receipts(
            notice=row.notice, receipts=[(Dispatch.objects.get(pk=row.pk), date(2026, 5, 25), "Nguyễn Văn Bình")],
            actor=cast.office,
        )  # fmt: skip
        row.notice.items.filter(group="pending").update(content="Ông Nguyễn Văn Bình nêu mương tắc.")
        services.prepare_result_publication(notice=row.notice, actor=cast.office)
    keys = list(Petition.objects.filter(petitioners__name="Nguyễn Văn Bình").values_list("pk", flat=True))
    services.forget_people(keys)
    row, publication = Dispatch.objects.get(pk=row.pk), ResultPublication.objects.get()
    assert (row.label, row.email, row.received_by) == ("Người dân (đã ẩn danh)", "", "")
    assert (row.sent_on, row.received_on, row.channel) == (make.SENT_ON, date(2026, 5, 25), "email")
    letter.refresh_from_db()
    assert letter.address == f"an-danh-{letter.pk}@an-danh.invalid" and letter.state == "sent"
    assert publication.removals and "Bình" not in str(publication.removals)
    other = row.notice.dispatches.exclude(petitioner=None).exclude(pk=row.pk).get()
    assert other.label == "Tập thể phụ huynh lớp 5A", "others are not touched"


def test_the_log_of_letters_and_recipients_names_nobody(cast, settings):
    mailing.use(settings)
    letter = mailing.a_sent_letter(cast=cast)
    with on_the(date(2026, 5, 25)):
        services.bounce_dispatch_attempt(
            dispatch_attempt=letter, actor=cast.office, reason=f"550 <{letter.address}>"
        )
        services.add_recipient(
            notice=letter.dispatch.notice, label="Bà Vũ Thị Na", reason="Có đơn", actor=cast.office
        )
    for entry in AuditEntry.objects.filter(action__regex="^(dispatch|conclusion_notice)"):
        words = f"{entry.subject_label} {entry.sentence} {entry.note} {entry.changes}"
        for gone in ("Bình", mailing.ADDRESS, "Vũ Thị Na"):
            assert gone not in words, (entry.action, words)


def test_the_room_of_petitions_calls_the_rooms_further_on(cast, settings):
    settings.ON_ANONYMISE = [f"{__name__}.remember"]
    with on_the(date(2026, 4, 22)):
        petition = an_answered_petition(cast=cast)
    PetitionSetting.objects.update_or_create(commune=cast.commune, defaults={"retention_months": 24})
    with time_machine.travel("2028-06-01 03:00:00+00:00", tick=False):
        feedback.anonymise_petitions(
            commune=cast.commune, before_on=date(2026, 6, 1), seen=1, actor=cast.office
        )
    assert SEEN == [petition.pk]
