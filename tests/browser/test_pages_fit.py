"""The main pages of every role with the sample data: they fit a desk and a phone, nothing slips, axe finds nothing."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import sync_playwright

from conclusions.models import Commitment, ConclusionNotice, ItemConfirmation
from core.models import Commune, User
from deadlines.models import Deadline, Regulation
from dialogue.models import Conference, PublicNotice
from dialogue.states import ConferenceState
from documents.models import Paper, PaperDraft
from feedback.models import Answer, Assignment, Petition
from feedback.states import AnswerState, AssignmentState, PetitionState
from plans.models import Plan
from plans.states import PlanState
from tests.browser.people import launch, listen, slips_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WIDTHS = {"desk": 1440, "phone": 390}
GRAVE = ("serious", "critical")
LIGHT = {"preload": False, "resultTypes": ["violations"]}  # what passed need not be told node by node


@pytest.fixture
def sample(live_server, settings):
    """The sample commune as `manage.py load_sample` leaves it; the address of the server."""
    settings.DEBUG = True  # production takes no sample data
    call_command("load_sample", verbosity=0)
    settings.DEBUG = False
    return live_server.url


def pages_of_everybody():
    """(account, {name: address}) of the pages that a role works on."""
    commune = Commune.objects.get(is_sample=True, kind="commune")
    plans, own = Plan.objects.of_commune(commune), Conference.objects.of_commune(commune)
    plan = plans.get(state=PlanState.ISSUED)
    waiting = plans.get(state=PlanState.SUBMITTED)
    by_state = {row.state: row for row in own.order_by("held_on")}
    coming, live = by_state[ConferenceState.SCHEDULED], by_state[ConferenceState.OPEN]
    bare = by_state[ConferenceState.PREPARING]
    sealed = own.exclude(sealed_at=None).get()
    closed = own.filter(state="closed", sealed_at=None).order_by("held_on").first()
    notice = ConclusionNotice.objects.get(state="issued", conference=closed)
    draft = ConclusionNotice.objects.of_commune(commune).exclude(state="issued").get()
    objected = ItemConfirmation.objects.get(state="objected", item__notice=draft)
    promise = Commitment.objects.filter(state="disputed").first()
    assignment = Assignment.objects.filter(state=AssignmentState.OFFERED).first()
    new, assigned = (
        Petition.objects.filter(state=state).first()
        for state in (PetitionState.RECEIVED, PetitionState.ASSIGNED)
    )
    returned = PaperDraft.objects.filter(state="returned").get()
    answer = Answer.objects.filter(state=AnswerState.SUBMITTED).first()
    account = assignment.unit.posts.first().user.username
    pages = {
        "vanphong": {
            "viec-cua-toi": page("my_work"),
            "ke-hoach": page("plan_list"),
            "ke-hoach-mot": page("plan_detail", plan),
            "ke-hoach-lap": page("plan_create"),
            "hoi-nghi": page("conference_list"),
            "hoi-nghi-mot": page("conference_detail", coming),
            "hoi-nghi-da-xong": page("conference_detail", closed),
            "hoi-nghi-lap": page("conference_create"),
            "an-dinh-ngay": page("conference_schedule", bare),
            "chuong-trinh": page("conference_agenda", coming),
            "thong-bao": page("conference_notices", closed),
            "thong-bao-mot": page("public_notice_detail", PublicNotice.objects.exclude(paper=None).first()),
            "giay-moi": page("conference_invitations", coming),
            "hoi-truong": page("conference_hall", live),
            "ban-thu-ky": page("conference_desk", live),
            "kien-nghi": page("petition_list"),
            "kien-nghi-nhap": page("petition_add"),
            "kien-nghi-moi": page("petition_detail", new),
            "kien-nghi-giay-tiep-nhan": page("petition_receipt", new),
            "kien-nghi-quy-dinh": page("petition_setting_edit"),
            "nguoi-dan": reverse("public_home", args=[new.commune.slug]),
            "nguoi-dan-gui": reverse("public_send", args=[new.commune.slug]),
            "nguoi-dan-tra-cuu": page("track_ask"),
            "nguoi-dan-theo-doi": reverse("track", args=[assigned.tracking_code]),
            "kien-nghi-da-giao": page("petition_detail", assigned),
            "phan-loai": page("petition_classify", new),
            "tra-loi-mot": page("answer_detail", answer),
            "bao-cao-tong-hop": page("conference_report", closed),
            "ket-luan": page("conclusion_notice_list"),
            "ket-luan-mot": page("conclusion_notice_detail", notice),
            "gui-ket-luan": page("dispatch_record", notice),
            "so-gui": page("dispatch_list", notice),
            "noi-nhan": page("dispatch_detail", notice.dispatches.exclude(email="").first()),
            "ky-nhan": page("dispatch_receipts", notice),
            "ban-cong-khai": page("result_publication_detail", notice.publication),
            "nguoi-dan-ket-luan": reverse("public_result", args=[commune.slug, notice.publication.pk]),
            "nguoi-dan-kiem-tra": page("verify_ask"),
            "giu-loi": page("commitment_scoreboard"),
            "ky-truoc-con": page("leftover_list"),
            "con-no-tra-loi": page("answer_delivery_list"),
            "gui-ngoai-xa": page("submission_list"),
            "gui-ngoai-xa-mot": page("submission_detail", notice.submissions.first()),
            "bao-cao": page("report_period"),
            "bao-cao-hoi-nghi": page("report_conference", closed),
            "ho-so": page("dossier_list"),
            "ho-so-mot": page("dossier_detail", closed.dossier),
            "ho-so-da-niem-phong": page("dossier_detail", sealed.dossier),
            "thoi-han-luu": page("retention_list"),
            "cam-ket": page("commitment_list"),
            "thoi-han": page("deadline_list"),
            "thoi-han-mot": page("deadline_detail", Deadline.objects.open().first()),
            "tinh-ngay": page("calculator"),
            "lich": page("calendar_current"),
            "van-ban": page("paper_list"),
            "van-ban-mot": page("paper_detail", Paper.objects.exclude(number=None).first()),
            "van-ban-hoi-nghi": page("conference_papers", coming),
            "van-ban-gui": page("paper_deliver", Paper.objects.exclude(number=None).first()),
            "ban-soan": page("paper_draft_detail", returned),
            "ban-soan-sua": page("paper_draft_edit", returned),
            "ban-soan-so": reverse("version_list", args=["documents.paperdraft", returned.pk]),
            "the-thuc": page("paper_setting_list"),
            "the-thuc-mot": reverse("paper_setting_edit", args=["ubnd"]),
            "so-dang-ky": page("register_list"),
            "so-van-ban": page("register_entry_list"),
            "in-hang-loat": page("batch_list"),
            "viec-ke-hoach": page("plan_task_mine"),
            "ke-hoach-cua-nam": page("plan_year"),
            "ke-hoach-thoi-han": page("plan_regulation", plan),
            "ke-hoach-viec": page("plan_task_list", plan),
            "ke-hoach-nhap": page("plan_import"),
            "ke-hoach-nam-sau": page("plan_renew", plan),
            "toi": page("own_page"),
            "thong-bao-cua-toi": page("notice_list"),
        },
        "chutich": {
            "viec-cua-toi": page("my_work"),
            "ke-hoach-cho-duyet": page("plan_detail", waiting),
            "tra-lai": page("plan_return", waiting),
            "ket-luan-cho-duyet": page("conclusion_notice_detail", draft),
            "duyet-ket-luan": page("conclusion_notice_review", draft),
            "cam-ket": page("commitment_list"),
            "uy-quyen": page("delegation_list"),
            "van-ban-cho-duyet": page(
                "paper_draft_detail", PaperDraft.objects.filter(state="submitted").get()
            ),
        },
        account: {
            "viec-cua-toi": page("my_work"),
            "kien-nghi": page("petition_list"),
            "viec-giao": page("assignment_detail", assignment),
            "tu-choi": page("assignment_refuse", assignment),
            "cam-ket": page("commitment_list"),
        },
        "mattran": {
            "viec-cua-toi": page("my_work"),
            "kien-nghi": page("petition_list"),
            "cam-ket-mot": page("commitment_detail", promise),
            "giam-sat": page("supervision_desk"),
            "giam-sat-ket-luan": page("supervision_notice", notice),
            "giam-sat-nam": reverse("supervision_year", args=[plan.year]),
            "thuc-dia": page("commitment_visit", promise),
            "don-doc": page("commitment_urge", promise),
        },
        "bandang": {
            "viec-cua-toi": page("my_work"),
            "ket-luan": page("conclusion_notice_list"),
            "giam-sat": page("supervision_desk"),
        },
        "thanhpho": {
            "tong-hop": page("province_view"),
            "tong-hop-mot": reverse("province_commune", args=[commune.slug]),
        },
        "quantri": {
            "viec-cua-toi": page("my_work"),
            "quan-tri": page("admin_home"),
            "tien-trinh-nen": page("operations"),
            "nguoi-dung": page("user_list"),
            "don-vi": page("unit_list"),
            "quy-dinh": page("regulation_list"),
            "quy-dinh-mot": page("regulation_detail", Regulation.objects.exclude(commune=None).first()),
        },
        "captren": {"viec-cua-toi": page("my_work")},
    }
    asked = {"xin-y-kien": page("item_confirmation_detail", objected)}
    pages[objected.answered_by.username] = pages.get(objected.answered_by.username, {}) | asked
    return pages


def page(name, obj=None):
    return reverse(name, args=[obj.pk] if obj else [])


def signed_in(browser, address, username):
    """A browser of that person; the sign-in form itself is the chain's test."""
    user = User.objects.get(username=username)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    context = browser.new_context(locale="vi-VN")
    context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": address}])
    return context.new_page()


def test_the_main_pages_of_every_role_fit_desk_and_phone(sample):
    pictures = os.environ.get("PICTURES")
    faults = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for username, pages in pages_of_everybody().items():
            tab = signed_in(browser, sample, username)
            complaints = listen(tab)
            for name, url in pages.items():
                faults += [f"{username} {url}: {fault}" for fault in faults_of(tab, sample + url, complaints)]
                if pictures:
                    take_pictures(tab, Path(pictures), f"{username}-{name}")
            tab.context.close()
        browser.close()
    assert faults == []


def faults_of(tab, url, complaints):
    complaints.clear()
    tab.set_viewport_size({"width": WIDTHS["desk"], "height": 900})
    answer = tab.goto(url)
    if answer.status != 200:
        yield f"status {answer.status}"
        return
    if tab.locator("body.login").count():
        yield "the session was not taken"
        return
    yield from (f"shows {slip!r}" for slip in slips_of(tab))
    yield from (f"console: {words}" for words in complaints)  # before axe, whose own styles the policy blocks
    for found in Axe().run(tab, options=LIGHT).response["violations"]:
        if found["impact"] in GRAVE:
            nodes = [" ".join(map(str, node["target"])) for node in found["nodes"]][:3]
            yield f"axe {found['id']} {nodes}"
    for name, width in WIDTHS.items():
        tab.set_viewport_size({"width": width, "height": 900})
        wide = tab.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            yield f"{name}: {wide} pixels wide"


def take_pictures(tab, folder, name):
    """As a person gets the page: loaded anew at each width."""
    folder.mkdir(parents=True, exist_ok=True)
    for size, width in WIDTHS.items():
        tab.set_viewport_size({"width": width, "height": 900})
        tab.reload()
        tab.screenshot(path=folder / f"{name}-{size}.png", full_page=True)
