"""A paper's one way from the pen to its number: who may what, what is kept, what is refused."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.models import AuditEntry
from core.refusals import NotYourRole, Refused, StaleEdit
from documents import catalogue, services
from documents.draft_forms import RowsField
from documents.drafting import preview_html
from documents.models import Paper, PaperDraft, PaperSetting
from documents.models.drafts import PaperDraftQuerySet
from documents.plaintext import lines_of
from documents.queries import differences, runs_of, slate_of, versions_of
from documents.states import DraftState, PaperEffect, PaperKind
from tests.factories.core import a_delegation
from tests.factories.dialogue import a_conference
from tests.factories.documents import an_issued_paper
from tests.factories.plans import a_returned_plan

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 20)
APPROVED_KIND, PLAIN_KIND, FRONT_KIND = PaperKind.DETAILED_NOTICE, PaperKind.SLOGANS, PaperKind.SURVEY_REPORT


@pytest.fixture(autouse=True)
def own_types(settings, time_machine):
    settings.PAPER_TYPES = ["tests.documents.paper_types.TYPES"]
    catalogue.all_types.cache_clear()
    time_machine.move_to("2026-04-20 02:00:00+00:00")
    yield
    catalogue.all_types.cache_clear()


@pytest.fixture
def conference(cast):
    return a_conference(cast=cast)


def a_paper_draft(*, cast, conference, kind=APPROVED_KIND, actor=None, about=""):
    return services.start_draft(kind=kind, subject=conference, about=about, actor=actor or cast.office)


def submitted(*, cast, conference):
    return services.submit_paper_draft(
        paper_draft=a_paper_draft(cast=cast, conference=conference), actor=cast.office
    )


def approved(*, cast, conference):
    return services.approve_paper_draft(
        paper_draft=submitted(cast=cast, conference=conference), actor=cast.chair
    )


def issued(*, cast, conference, draft=None):
    draft = draft or approved(cast=cast, conference=conference)
    return services.issue_paper_draft(
        paper_draft=draft, issued_on=DAY, signer_name="Trần Chủ Tịch", actor=cast.office
    )


def test_a_draft_begins_with_words_body_and_signer(cast, conference):
    draft = a_paper_draft(cast=cast, conference=conference)
    assert draft.text.startswith("I. PHẦN ĐẦU")
    assert draft.body == conference.plan.body
    assert draft.signer_title.endswith("CHỦ TỊCH")
    html = preview_html(draft)
    assert "<h2>I. PHẦN ĐẦU</h2>" in html
    assert "DỰ THẢO" in html
    assert "Kính gửi: Các thôn." in html
    assert "None" not in html


def test_starting_twice_gives_the_same_draft_back(cast, conference):
    first = a_paper_draft(cast=cast, conference=conference)
    assert a_paper_draft(cast=cast, conference=conference).pk == first.pk
    issued(cast=cast, conference=conference, draft=None)
    assert a_paper_draft(cast=cast, conference=conference).pk != first.pk


def test_two_presses_at_once_make_one_draft(cast, conference, monkeypatch):
    first = a_paper_draft(cast=cast, conference=conference)
    # The second press looks before the first is written, and only the constraint tells.
    monkeypatch.setattr(PaperDraftQuerySet, "first", lambda rows: None)
    assert a_paper_draft(cast=cast, conference=conference) == first
    assert AuditEntry.objects.filter(action="paper_draft.start").count() == 1


def test_a_kind_for_all_has_one_draft_whatever_body_is_asked_for(cast, conference):
    first = a_paper_draft(cast=cast, conference=conference)
    assert a_paper_draft(cast=cast, conference=conference, about="each") == first
    assert first.about_key == ""


def test_each_body_gets_a_draft_that_has_none_and_never_the_common_one(cast, conference):
    begun = a_paper_draft(cast=cast, conference=conference, kind=PaperKind.SUMMONS, about="unit-1")
    fields = {"kind": PaperKind.SUMMONS, "subject": conference, "actor": cast.office}
    assert services.start_each_draft(**fields) == 1
    drafts = PaperDraft.objects.about(conference).order_by("about_key")
    assert [draft.about_key for draft in drafts] == ["unit-1", "unit-2"]
    assert drafts[0] == begun
    assert services.start_each_draft(**fields) == 0
    with pytest.raises(NotYourRole):
        services.start_each_draft(**fields | {"actor": cast.front})


def test_more_drafts_than_can_be_read_are_not_begun_at_once(cast, conference, monkeypatch):
    monkeypatch.setattr("documents.services.drafts.MOST_AT_ONCE", 1)
    with pytest.raises(Refused, match="Còn 2 bản phải lập, mỗi lần chỉ lập được 1 bản"):
        services.start_each_draft(kind=PaperKind.SUMMONS, subject=conference, actor=cast.office)
    assert not PaperDraft.objects.exists()


def test_a_kind_for_each_body_wants_a_known_body(cast, conference):
    draft = a_paper_draft(cast=cast, conference=conference, kind=PaperKind.SUMMONS, about="unit-2")
    assert str(draft) == "Danh sách triệu tập (Thôn Đoài)"
    with pytest.raises(Refused, match="Hãy chọn"):
        a_paper_draft(cast=cast, conference=conference, kind=PaperKind.SUMMONS, about="unit-9")


def test_the_front_writes_its_own_papers_only(cast, conference):
    draft = a_paper_draft(cast=cast, conference=conference, kind=FRONT_KIND, actor=cast.front)
    assert list(PaperDraft.objects.visible_to(cast.front)) == [draft]
    with pytest.raises(NotYourRole):
        a_paper_draft(cast=cast, conference=conference, actor=cast.front)
    with pytest.raises(Refused, match="Mặt trận"):
        services.issue_paper_draft(paper_draft=draft, issued_on=DAY, signer_name="A", actor=cast.office)
    paper = services.issue_paper_draft(
        paper_draft=draft, issued_on=DAY, signer_name="Hoàng Mặt Trận", actor=cast.front
    )
    assert paper.number_text == "01/BC-MTTQ-BTT"


def test_submit_paper_draft_tells_the_chair_and_keeps_the_text(cast, conference):
    draft = submitted(cast=cast, conference=conference)
    assert draft.state == DraftState.SUBMITTED
    assert cast.chair.notices.filter(title__startswith="Thông báo thời gian").count() == 1
    version = versions_of(draft).get()
    assert "I. PHẦN ĐẦU" in version.text.splitlines()
    assert AuditEntry.objects.filter(action="paper_draft.submit").count() == 1


def test_submit_paper_draft_is_refused_where_no_approval_is_needed(cast, conference):
    draft = a_paper_draft(cast=cast, conference=conference, kind=PLAIN_KIND)
    with pytest.raises(Refused, match="không phải trình duyệt"):
        services.submit_paper_draft(paper_draft=draft, actor=cast.office)


def test_return_paper_draft_wants_remarks_and_can_be_mended(cast, conference):
    draft = submitted(cast=cast, conference=conference)
    with pytest.raises(Refused, match="nhận xét"):
        services.return_paper_draft(paper_draft=draft, reason="  ", actor=cast.chair)
    services.return_paper_draft(paper_draft=draft, reason="Bổ sung mục II", actor=cast.chair)
    assert draft.state == DraftState.RETURNED
    services.edit_paper_draft(
        draft=draft, values={"text": "I. PHẦN ĐẦU\nII. PHẦN SAU"}, version=draft.version, actor=cast.office
    )
    services.submit_paper_draft(paper_draft=draft, actor=cast.office)
    assert [version.step for version in versions_of(draft)] == ["submitted", "returned", "submitted"]


def test_approve_paper_draft_is_refused_to_its_writer(cast, conference):
    draft = submitted(cast=cast, conference=conference)
    PaperDraft.objects.filter(pk=draft.pk).update(drafted_by=cast.chair)
    draft.refresh_from_db()
    with pytest.raises(Refused, match="không tự phê duyệt"):
        services.approve_paper_draft(paper_draft=draft, actor=cast.chair)


def test_issue_paper_draft_numbers_and_freezes(cast, conference):
    paper = issued(cast=cast, conference=conference)
    assert paper.number_text == "01/TB-UBND"
    assert "DỰ THẢO" not in paper.html
    assert "Số: 01/TB-UBND" in paper.html
    draft = PaperDraft.objects.get(paper=paper)
    assert draft.state == DraftState.ISSUED
    with pytest.raises(Refused, match="kết thúc"):
        services.edit_paper_draft(draft=draft, values={"text": "x"}, version=draft.version, actor=cast.office)


def test_issue_paper_draft_is_refused_before_approval(cast, conference):
    with pytest.raises(Refused, match="phê duyệt trước khi ban hành"):
        issued(cast=cast, conference=conference, draft=a_paper_draft(cast=cast, conference=conference))


def test_issue_paper_draft_is_refused_when_what_it_prints_changed_since_the_approval(cast, conference):
    draft = approved(cast=cast, conference=conference)
    PaperDraft.objects.filter(pk=draft.pk).update(text="Lời khác hẳn.")
    draft.refresh_from_db()
    with pytest.raises(Refused, match="đã đổi sau khi được phê duyệt"):
        issued(cast=cast, conference=conference, draft=draft)
    services.return_paper_draft(paper_draft=draft, reason="Số liệu đã đổi", actor=cast.chair)
    assert draft.state == DraftState.RETURNED


def test_a_plain_paper_is_issued_by_its_date_alone(cast, conference):
    draft = a_paper_draft(cast=cast, conference=conference, kind=PLAIN_KIND)
    paper = services.issue_paper_draft(paper_draft=draft, issued_on=DAY, signer_name="", actor=cast.office)
    assert (paper.number, paper.number_text, paper.issued_on) == (None, "", DAY)
    assert "DỰ THẢO" not in paper.html and "Số:" not in paper.html


def test_abandon_paper_draft_keeps_it_readable(cast, conference):
    draft = a_paper_draft(cast=cast, conference=conference)
    services.abandon_paper_draft(paper_draft=draft, reason="Không cần nữa", actor=cast.office)
    assert draft.state == DraftState.ABANDONED
    assert not PaperDraft.objects.about(conference).unfinished().exists()


def test_a_withdrawing_paper_names_the_withdrawn_one(cast, conference):
    old = an_issued_paper(commune=cast.commune, actor=cast.office, subject=conference, issued_on=DAY)
    draft = a_paper_draft(cast=cast, conference=conference)
    services.edit_paper_draft(
        draft=draft, values={"corrects": old, "effect": PaperEffect.WITHDRAWS}, version=draft.version,
        actor=cast.office,
    )  # fmt: skip
    services.submit_paper_draft(paper_draft=draft, actor=cast.office)
    services.approve_paper_draft(paper_draft=draft, actor=cast.chair)
    paper = issued(cast=cast, conference=conference, draft=draft)
    assert (paper.corrects, paper.effect) == (old, PaperEffect.WITHDRAWS)
    assert f"(Thu hồi {old} ngày 20 tháng 4 năm 2026)" in lines_of(paper.html)


def test_the_log_of_a_drafts_own_boxes_is_words(cast, conference):
    draft = a_paper_draft(cast=cast, conference=conference)
    values = {"values": {"rows": [{"what": "In ấn", "cost": "200"}], "back_on": "2026-05-14"}}
    services.edit_paper_draft(draft=draft, values=values, version=draft.version, actor=cast.office)
    ((before, after),) = AuditEntry.objects.get(action="paper_draft.edit").changes.values()
    assert before == "Các mục, dòng 1: In ấn; 100"
    assert after == "Các mục, dòng 1: In ấn; 200\nGửi lại trước ngày: 14/05/2026"


def test_a_paper_without_a_number_cannot_undo_one_that_bears_a_number(sign_in, cast, conference):
    an_issued_paper(commune=cast.commune, actor=cast.office, subject=conference, issued_on=DAY)
    numbered = a_paper_draft(cast=cast, conference=conference)
    plain = a_paper_draft(cast=cast, conference=conference, kind=PLAIN_KIND)
    client = sign_in(cast.office)
    for draft, is_offered in ((numbered, True), (plain, False)):
        form = client.get(reverse("paper_draft_edit", args=[draft.pk])).context["form"]
        assert ("corrects" in form.fields) is is_offered


def test_the_communes_own_lines_stand_on_new_papers_only(cast, conference):
    before = issued(cast=cast, conference=conference)
    services.edit_paper_setting(
        commune=cast.commune, body="ubnd", actor=cast.office, version=1,
        values={"parent": "Thành phố Hải Phòng", "place": "Lạc Phượng Mới", "extra_recipients": "Cổng TTĐT xã"},
    )  # fmt: skip
    after = issued(cast=cast, conference=conference)
    assert "Lạc Phượng Mới, ngày 20 tháng 4 năm 2026" in after.html
    assert "THÀNH PHỐ HẢI PHÒNG" in after.html
    lines = lines_of(after.html)
    assert lines.index("- Cổng TTĐT xã;") < lines.index("- Lưu: VT.")
    before.refresh_from_db()
    assert "Lạc Phượng Mới" not in before.html
    with pytest.raises(NotYourRole):
        services.edit_paper_setting(commune=cast.commune, body="ubnd", actor=cast.unit, version=1, values={})
    with pytest.raises(StaleEdit):
        services.edit_paper_setting(
            commune=cast.commune, body="ubnd", actor=cast.office, version=1, values={"place": "Nơi khác"}
        )
    assert PaperSetting.objects.count() == 1


def test_differences_tell_what_went_and_what_came():
    passages = differences("Một\nHai ba bốn năm\nSáu", "Một\nHai ba bốn bảy\nTám")
    assert [passage.kind for passage in passages] == ["same", "changed", "gone", "new"]
    assert passages[1].parts == (("same", "Hai ba bốn"), ("gone", "năm"), ("new", "bảy"))


def test_long_unchanged_stretches_are_folded():
    """What changed is in sight with two paragraphs on each side; equal texts are not folded away."""
    before = "\n".join(f"Đoạn {number}" for number in range(12))
    runs = runs_of(differences(before, before.replace("Đoạn 6", "Khác hẳn")))
    assert [(is_folded, len(passages)) for is_folded, passages in runs] == [(True, 4), (False, 6), (True, 3)]
    assert [is_folded for is_folded, _ in runs_of(differences(before, before))] == [False]


def test_a_table_column_of_numbers_refuses_words():
    field = RowsField(columns=(("what", "Mục"), ("cost", "Số tiền")), numbers=("cost",), required=False)
    assert field.clean([{"what": "Hoa", "cost": "1.250.000"}, {"what": "Nước", "cost": ""}])
    with pytest.raises(ValidationError, match="Dòng 2, Số tiền: “một triệu” không phải là số"):
        field.clean([{"what": "Hoa", "cost": ""}, {"what": "Nước", "cost": "một triệu"}])


def test_lines_of_a_paper_are_its_paragraphs_and_cells():
    html = "<html><head><title>x</title></head><body><p>Một <b>hai</b></p><table><tr><td>Ba<br>bốn</td></tr></table>năm"
    assert lines_of(html) == ["Một hai", "Ba", "bốn", "năm"]


# --- pages -----------------------------------------------------------------------------------------------------


def test_the_slate_shows_every_kind_with_its_state(client, sign_in, cast, conference):
    a_paper_draft(cast=cast, conference=conference, kind=PLAIN_KIND)
    issued(cast=cast, conference=conference)
    text = sign_in(cast.office).get(reverse("conference_papers", args=[conference.pk])).content.decode()
    assert "1 loại đã ban hành, 1 đang soạn, 2 chưa lập" in text
    assert "01/TB-UBND" in text and "Khẩu hiệu" in text
    seen = sign_in(cast.unit).get(reverse("conference_papers", args=[conference.pk])).content.decode()
    assert "01/TB-UBND" in seen and "1 đang soạn" not in seen and 'value="unit-1"' not in seen


def test_the_slate_costs_the_same_with_many_papers(cast, conference, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(12) as queries:
            slate_of(conference, cast.office)
        return len(queries.captured_queries)

    an_issued_paper(commune=cast.commune, actor=cast.office, subject=conference, kind=PLAIN_KIND, sign="TB")
    slate_of(conference, cast.office)
    one = cost()
    for number in range(6):
        an_issued_paper(
            commune=cast.commune, actor=cast.office, subject=conference, kind=PLAIN_KIND, sign="TB"
        )
        a_paper_draft(
            cast=cast, conference=conference, kind=PaperKind.SUMMONS, about=f"unit-{number % 2 + 1}"
        )
    assert cost() == one


def test_a_paper_is_begun_edited_and_carried_to_its_number_in_the_browser(client, sign_in, cast, conference):
    client = sign_in(cast.office)
    start = reverse("conference_paper_start", args=[conference.pk, APPROVED_KIND])
    assert client.get(start).status_code == 405
    client.post(start)
    draft = PaperDraft.objects.get()
    edit = reverse("paper_draft_edit", args=[draft.pk])
    shown = client.get(edit).content.decode()
    assert re.search(r'name="rows-0-what"[^>]*>In ấn<', shown)
    data = {
        "version": draft.version, "excerpt": "Về việc mới", "text": "Nội dung mới", "addressee": "Các thôn",
        "recipients": "Lưu: VT", "signer_title": "CHỦ TỊCH", "signer_name": "Trần Chủ Tịch", "back_on": "1/5/2026",
        "rows-0-what": "Trang trí", "rows-0-cost": "", "rows-1-what": "", "rows-1-cost": "",
    }  # fmt: skip
    assert client.post(edit, data | {"back_on": "32/5/2026"}).status_code == 200
    assert client.post(edit, data).status_code == 302
    draft.refresh_from_db()
    assert draft.values == {"rows": [{"what": "Trang trí", "cost": ""}], "back_on": "2026-05-01"}
    stale = client.post(edit, data | {"text": "Lời của người chậm"})
    assert stale.status_code == 200 and "Lời của người chậm" in stale.content.decode()
    assert client.get(reverse("paper_draft_detail", args=[draft.pk])).status_code == 200
    word = client.get(reverse("paper_draft_docx", args=[draft.pk]))
    assert word["Content-Disposition"].endswith('"du-thao-thong-bao-thoi-gian-dia-diem.docx"')
    frame = client.get(reverse("paper_draft_preview", args=[draft.pk]))
    assert frame.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in frame.headers["Content-Security-Policy"]
    client.post(reverse("paper_draft_submit", args=[draft.pk]))
    chair = sign_in(cast.chair)
    chair.post(reverse("paper_draft_return", args=[draft.pk]), {"reason": "Thêm ngày"})
    client = sign_in(cast.office)
    client.post(reverse("paper_draft_submit", args=[draft.pk]))
    sign_in(cast.chair).post(reverse("paper_draft_approve", args=[draft.pk]))
    client = sign_in(cast.office)
    url = reverse("paper_draft_issue", args=[draft.pk])
    assert "01/TB-UBND" in client.get(url).content.decode()
    assert client.post(url, {"issued_on": "1/6/2027", "signer_name": "A"}).status_code == 200
    answer = client.post(url, {"issued_on": "20/4/2026", "signer_name": "Trần Chủ Tịch"})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.paper.number_text == "01/TB-UBND"
    frame = client.get(reverse("paper_draft_preview", args=[draft.pk])).content.decode()
    assert "01/TB-UBND" in frame and "DỰ THẢO" not in frame
    word = client.get(reverse("paper_draft_docx", args=[draft.pk]))
    assert word["Content-Disposition"].endswith('"01-tb-ubnd-thong-bao-thoi-gian-dia-diem.docx"')
    compare = reverse("version_list", args=["documents.paperdraft", draft.pk])
    assert "Lúc ban hành" in client.get(compare, {"tu": "1", "den": "2"}).content.decode()


def test_drafts_of_another_commune_are_unknown_and_units_are_told_why(
    client, sign_in, cast, neighbours, conference
):
    draft = a_paper_draft(cast=cast, conference=conference)
    for name in ("detail", "preview", "edit", "issue"):
        url = reverse(f"paper_draft_{name}", args=[draft.pk])
        assert sign_in(neighbours.office).get(url).status_code == 404
        assert sign_in(cast.unit).get(url).status_code == 403
    url = reverse("version_list", args=["documents.paperdraft", draft.pk])
    assert sign_in(neighbours.office).get(url).status_code == 404
    assert sign_in(cast.front).get(reverse("paper_draft_detail", args=[draft.pk])).status_code == 404


def test_a_draft_is_printed_until_it_is_issued(client, sign_in, cast, conference):
    draft = approved(cast=cast, conference=conference)
    client = sign_in(cast.office)
    detail = reverse("paper_draft_detail", args=[draft.pk])
    url = reverse("paper_draft_print", args=[draft.pk])
    assert url in client.get(detail).content.decode()
    assert client.post(url).status_code == 302
    issued(cast=cast, conference=conference, draft=draft)
    refused = client.post(url)
    assert refused.status_code == 409 and "Hãy in văn bản đã ban hành" in refused.content.decode()
    assert url not in client.get(detail).content.decode()
    assert Paper.objects.filter(state="draft").count() == 1


def test_versions_of_a_plan_are_between_office_and_chair(client, sign_in, cast, neighbours):
    plan = a_returned_plan(cast=cast, reason="Lời nhận xét riêng của Chủ tịch")
    a_delegation(cast=cast, subject=cast.units.culture, starts_on=DAY, ends_on=DAY)
    url = reverse("version_list", args=["plans.plan", plan.pk])
    for who in (cast.office, cast.chair):
        assert "Lời nhận xét riêng của Chủ tịch" in sign_in(who).get(url).content.decode()
    # Whoever is not office or chair is not shown a plan before it is issued; the delegate's is one conference.
    for who, status in (
        (cast.front, 404),
        (cast.vice_chair, 404),
        (cast.unit, 404),
        (neighbours.office, 404),
    ):
        assert sign_in(who).get(url).status_code == status, who


def test_versions_of_an_issued_plan_stay_between_office_and_chair(client, sign_in, cast, conference):
    a_delegation(cast=cast, subject=conference, starts_on=DAY, ends_on=DAY)
    url = reverse("version_list", args=["plans.plan", conference.plan_id])
    assert sign_in(cast.chair).get(url).status_code == 200
    for who in (cast.front, cast.vice_chair):
        refused = sign_in(who).get(url)
        assert refused.status_code == 403 and "chỉ Văn phòng và người chủ trì" in refused.content.decode()
        assert url not in sign_in(who).get(reverse("plan_detail", args=[conference.plan_id])).content.decode()


def test_the_front_compares_its_own_drafts_and_a_delegate_those_of_the_conference(
    client, sign_in, cast, conference
):
    a_delegation(cast=cast, subject=conference, starts_on=DAY, ends_on=DAY)
    fronts = a_paper_draft(cast=cast, conference=conference, kind=FRONT_KIND, actor=cast.front)
    offices = submitted(cast=cast, conference=conference)
    for who, draft, status in (
        (cast.front, fronts, 200), (cast.front, offices, 404), (cast.vice_chair, offices, 200),
    ):  # fmt: skip
        url = reverse("version_list", args=["documents.paperdraft", draft.pk])
        assert sign_in(who).get(url).status_code == status


def test_opening_a_draft_with_personal_data_is_logged(client, sign_in, cast, conference):
    secret = a_paper_draft(cast=cast, conference=conference, kind=PaperKind.SUMMONS, about="unit-1")
    plain = a_paper_draft(cast=cast, conference=conference)
    client = sign_in(cast.office)
    for draft, entries in ((secret, 1), (plain, 0)):
        for name in ("paper_draft_preview", "paper_draft_docx"):
            readings = AuditEntry.objects.about(draft).filter(action="personal_data.read", actor=cast.office)
            before = readings.count()
            assert client.get(reverse(name, args=[draft.pk])).status_code == 200
            assert readings.count() == before + entries, name


def test_an_issued_paper_without_number_is_not_filed_as_a_draft(client, sign_in, cast, conference):
    draft = a_paper_draft(cast=cast, conference=conference, kind=PLAIN_KIND)
    printed = services.print_paper_draft(paper_draft=draft, actor=cast.office)
    paper = services.issue_paper_draft(paper_draft=draft, issued_on=DAY, signer_name="", actor=cast.office)
    client = sign_in(cast.office)
    for row, name in ((printed, "du-thao-khau-hieu.docx"), (paper, "khau-hieu.docx")):
        answer = client.get(reverse("paper_docx", args=[row.pk]))
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


def test_the_communes_lines_are_edited_on_a_page(client, sign_in, cast):
    client = sign_in(cast.office)
    url = reverse("paper_setting_edit", args=["ubnd"])
    assert client.get(url).status_code == 200
    values = {"version": 1, "place": "Lạc Phượng", "parent": "", "on_behalf": "TM. ỦY BAN NHÂN DÂN"}
    assert client.post(url, values).status_code == 302
    assert "TM. ỦY BAN NHÂN DÂN" in client.get(reverse("paper_setting_list")).content.decode()
    assert sign_in(cast.unit).get(url).status_code == 403
    assert sign_in(cast.office).get(reverse("paper_setting_edit", args=["x"])).status_code == 404
