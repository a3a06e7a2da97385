"""While a dossier is sealed nothing of its conference is written, from no page of no room (LP-99)."""

import re

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.urls import reverse

from core.log import record, record_reading
from core.models import AuditEntry
from core.refusals import Refused
from core.sealing import SEALED, Sealed, is_sealed, path_of, sealable_of
from core.states import Role
from dialogue.models import Conference
from documents.models import PaperDelivery
from feedback.models import Assignment, Petition
from reports import services
from reports.archive.subjects import about, parts_of, subjects_of
from tests.factories.dialogue import a_conference, on_the
from tests.factories.dossiers import SEALED_ON, a_dossier, a_sealed_dossier
from tests.house.house import ROOMS, urls
from tests.house.minimal import SAME_PK, Minimal
from tests.house.test_guards import address, entitled
from tests.house.test_roles import HOLDERS
from tests.reports.harvest import forms_seen

pytestmark = pytest.mark.django_db
# Written about the dossier, never into it.
WRITE = re.compile(r'(INSERT|UPDATE|DELETE)(?!.*"(django_session|axes_|core_ratecount))')
ABOUT_IT = {"reports.dossier", "reports.dossierseal"}
# Pages of one thing each; lists and what is a person's own are no part of a conference.
ONE_THING = re.compile(r"/(?!ke-hoach|thoi-han|van-ban|nguoi|don-vi|bao-cao|ho-so|xa)[a-z-]+/\d+/")
TRIED = (
    15  # forms of each person that are sent before the sealing as well, to see that they would have written
)
MOST_PAPERS = 2  # of some thirty kinds that are begun by one and the same view


def everything(conference):
    """Every row that belongs to the conference, column by column, and the log of it without readings."""
    dump = {}
    for rows in subjects_of(conference):
        label = rows.model._meta.label_lower
        if label not in ABOUT_IT:
            dump[label] = list(rows.order_by("pk").values())
    for model in apps.get_models():
        path = path_of(model)
        if path and model._meta.label_lower not in dump and model._meta.label_lower not in ABOUT_IT:
            dump[model._meta.label_lower] = list(
                model._base_manager.filter(**{path: conference}).order_by("pk").values()
            )
    acts = AuditEntry.objects.filter(about(subjects_of(conference))).readings_aside()
    dump["log"] = list(acts.exclude(action__startswith="dossier.").order_by("pk").values("pk"))
    return dump


class Writes:
    """Whether anything at all was written meanwhile: the costly look at all tables is taken only then."""

    def __init__(self):
        self.seen = False

    def __call__(self, execute, sql, params, many, context):
        self.seen = self.seen or bool(WRITE.match(sql))
        return execute(sql, params, many, context)


def sent(client, action, data=None):
    """Post it, or open it; whether something was written."""
    writes = Writes()
    with connection.execute_wrapper(writes):
        client.get(action) if data is None else client.post(action, data)
    return writes.seen


def difference(before, after):
    return [
        f"{label}: {len(before.get(label, []))} -> {len(rows)} rows"
        for label, rows in after.items()
        if rows != before.get(label)
    ]


def reaches(model, seen=()):
    """Whether foreign keys lead from here to a conference at all."""
    if model is Conference:
        return True
    fields = [
        row
        for row in model._meta.concrete_fields
        if row.is_relation and row.related_model not in (model, *seen)
    ]
    return any(reaches(row.related_model, (*seen, model)) for row in fields)


def test_every_model_that_leads_to_a_conference_is_known_to_the_gate():
    """A table added tomorrow is behind the seal or says why it is not."""
    aside = {"reports.dossierseal", "reports.dossierwaiver"}
    unknown = [
        model._meta.label_lower
        for model in apps.get_models()
        if reaches(model)
        and model is not Conference
        and not path_of(model)
        and model._meta.label_lower not in aside
    ]
    assert not unknown, f"core.sealing.LINKS: {unknown}"


def test_every_row_of_a_conference_finds_its_seal(cast):
    """The row's own way (core.sealing) and the archive's lookups agree."""
    conference = a_dossier(cast=cast).conference
    for rows in parts_of(conference):
        if getattr(rows.model, "OUTLIVES_SEAL", False):
            continue
        for row in rows:
            assert sealable_of(row) == (Conference, conference.pk), row._meta.label


def test_the_log_refuses_what_belongs_to_a_sealed_dossier_and_lets_people_read(cast):
    """LP-99: the one gate; another conference is not concerned."""
    conference = a_sealed_dossier(cast=cast).conference
    petition = Petition.objects.filter(conference=conference).first()
    assert is_sealed(petition)
    with pytest.raises(Sealed, match="đã niêm phong") as refusal:
        record(actor=cast.office, action="petition.edit", subject=petition, sentence="đã sửa")
    assert refusal.value.status == 409
    record_reading(actor=cast.office, subject=petition, what="liên hệ")
    other = a_conference(cast=cast, plan=conference.plan)
    record(actor=cast.office, action="conference.edit", subject=other, sentence="đã sửa")


def test_buttons_of_sealed_things_are_disabled_with_the_sentence(sign_in, cast):
    """A refused act is seen before it is tried."""
    conference = a_sealed_dossier(cast=cast).conference
    commitment = conference.commitments.get()
    page = sign_in(cast.unit).get(reverse("commitment_detail", args=[commitment.pk])).content.decode()
    assert SEALED.split(".")[0] in page
    answer = sign_in(cast.unit).post(
        reverse("commitment_report", args=[commitment.pk]), {"text": "Đã xong."}, follow=True
    )
    assert "đã niêm phong" in answer.content.decode() and not commitment.reports.exists()


def starts(conference):
    commitment = conference.commitments.get()
    notice = conference.conclusion_notices.get()
    pages = [
        reverse("conference_detail", args=[conference.pk]), reverse("conference_papers", args=[conference.pk]),
        reverse("conclusion_notice_detail", args=[notice.pk]), reverse("commitment_detail", args=[commitment.pk]),
        reverse("conference_survey", args=[conference.pk]),
    ]  # fmt: skip
    return pages + [
        reverse("petition_detail", args=[row.pk]) for row in Petition.objects.filter(conference=conference)
    ]


def within(link):
    return "?" not in link and bool(ONE_THING.match(link))


def harvest(client, conference):
    """The forms of what this person reaches from the conference."""
    found = forms_seen(client, starts(conference), within=within, most=30)
    forms = [form for form in found.values() if ONE_THING.match(form.action)]
    papers = [form for form in forms if form.action.endswith("/lap/") and "/van-ban/" in form.action]
    return [form for form in forms if form not in papers[MOST_PAPERS:]]


def test_forms_that_were_open_before_the_sealing_write_nothing_after_it(sign_in, cast):
    """LP-99, hostile: every form of every page that four roles see, kept open while somebody seals, then sent."""
    dossier = a_dossier(cast=cast)
    conference, forms, writes = dossier.conference, {}, 0
    with on_the(SEALED_ON, 9):
        for name in ("office", "chair", "unit", "front"):
            client = sign_in(getattr(cast, name))
            forms[name] = harvest(client, conference)
            open_now = everything(conference)
            tried = forms[name][:TRIED]
            writes += sum(changes_something(client, form, conference, open_now) for form in tried)
    assert writes >= 8, "the harvest is worth little"
    with on_the(SEALED_ON, 10):
        services.seal_dossier(dossier=dossier, actor=cast.office)
        before, wrong = everything(conference), []
        for name, found in forms.items():
            client = sign_in(getattr(cast, name))
            wrote = [form.action for form in found if sent(client, form.action, form.payload())]
            after = everything(conference)
            wrong += [f"{line}, one of {wrote} by {name}" for line in difference(before, after)]
            before = after
    assert not wrong, "\n".join(wrong)


def changes_something(client, form, conference, before):
    """Whether the form would have written something of the conference while it was open."""
    with transaction.atomic():
        changed = sent(client, form.action, form.payload()) and bool(
            difference(before, everything(conference))
        )
        transaction.set_rollback(True)
    return changed


def test_a_citizen_rates_nothing_of_a_sealed_conference(client, cast):
    """The public page refuses with the same sentence; nothing of the petition changes."""
    conference = a_sealed_dossier(cast=cast).conference
    client.raise_request_exception = False
    before = everything(conference)
    for petition in Petition.objects.filter(conference=conference):
        code = petition.tracking_code
        client.get(reverse("track", args=[code]))
        client.post(reverse("track_rate", args=[code]), {"satisfaction": "unsatisfied", "note": "Chưa xong."})
    assert not difference(before, everything(conference))


POSTS = [url for url in urls() if url.arguments and url.view.guarded_by[0] != "public"]
# Whatever a form may ask for, so that as many as possible get as far as their service.
ANYTHING = {
    "reason": "Lý do", "text": "Nội dung", "content": "Nội dung", "note": "Ghi chú", "version": "1", "title": "Tên",
    "name": "Tên", "due_on": "06/07/2026", "sent_on": "06/07/2026", "issued_on": "06/07/2026", "unit": str(SAME_PK),
    "petition": str(SAME_PK), "conference": str(SAME_PK), "pk": str(SAME_PK), "result": "settled", "channel": "by_hand",
    "lead": str(SAME_PK), "words": "Tên khác", "keys": str(SAME_PK), "chosen": str(SAME_PK),
}  # fmt: skip


@pytest.mark.parametrize("room", ROOMS)
def test_no_write_url_of_any_room_writes_into_a_sealed_conference(sign_in, cast, room):
    """LP-99, hostile: every address by every role that its guard lets in, over rows in every state of their table."""
    minimal = Minimal(cast, conference={"state": "closed", "sealed_at": "2026-06-02T03:00:00Z"})
    minimal.all_rows()
    conference = Conference.objects.get(pk=SAME_PK)
    before, wrote = everything(conference), []
    for role in (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.ADMIN):
        client = sign_in(getattr(cast, HOLDERS[role]))
        client.raise_request_exception = False
        mine = [url for url in POSTS if url.room == room and role in entitled(url)]
        wrote += [f"{url.name} by {role}" for url in mine if sent(client, address(url), ANYTHING)]
        # Opening a page may note who saw it: not here.
        wrote += [f"opening {url.name} by {role}" for url in mine if sent(client, address(url))]
    assert not difference(before, everything(conference)), f"one of {wrote}"


def test_the_worker_packs_again_when_somebody_was_faster_than_the_seal(cast, monkeypatch):
    """A write that was under way while the dossier was sealed: the package is made anew, never without it."""
    dossier = a_dossier(cast=cast)
    with on_the(SEALED_ON):
        services.seal_dossier(dossier=dossier, actor=cast.office)
    sizes = iter([5, 6])
    monkeypatch.setattr("reports.services.sealing.log_size", lambda conference: next(sizes))
    with pytest.raises(RuntimeError, match="trong lúc đóng gói"):
        services.build_package(dossier=dossier)
    assert not dossier.seals.exists()


def test_reopening_lets_the_conference_be_written_again(cast):
    dossier = a_sealed_dossier(cast=cast)
    with pytest.raises(Refused):
        services.waive_dossier(dossier=dossier, key="cover", reason="x", actor=cast.office)
    services.reopen_dossier(dossier=dossier, reason="Bổ sung văn bản trả lời.", actor=cast.chair)
    record(actor=cast.office, action="conference.edit", subject=dossier.conference, sentence="đã sửa")


def test_opening_things_of_a_sealed_conference_notes_no_reader_and_stays_possible(sign_in, cast):
    """Reading goes on: a unit's unseen task, a paper that was sent to it; neither the page nor the row minds."""
    dossier = a_dossier(cast=cast)
    conference = dossier.conference
    notice = conference.conclusion_notices.get()
    task = Assignment.objects.filter(petition__conference=conference).first()
    Assignment.objects.filter(pk=task.pk).update(state="offered", seen_at=None)
    PaperDelivery.objects.create(
        commune=cast.commune, paper=notice.paper, unit=cast.units.economy, sent_by=cast.office
    )
    with on_the(SEALED_ON):
        services.seal_dossier(dossier=dossier, actor=cast.office)
        before, client = everything(conference), sign_in(cast.unit)
        assert client.get(reverse("assignment_detail", args=[task.pk])).status_code == 200
        assert client.get(reverse("paper_detail", args=[notice.paper_id])).status_code == 200
        assert not difference(before, everything(conference))
        assert not PaperDelivery.objects.exclude(read_at=None).exists()
