"""Coverage of the petitions, the chair's page with remarks and differences, and who may not approve."""

from datetime import date

import pytest
from django.urls import reverse

from conclusions import services
from conclusions.documents import extracts_of
from conclusions.queries import work_items
from conclusions.queries.drafting import coverage_of, last_change
from conclusions.states import ConclusionNoticeState as S
from conclusions.states import ItemGroup
from core.models import AuditEntry
from core.refusals import NotYourRole, Refused
from tests.conclusions.test_services import delegate_for, fresh
from tests.factories import conclusions as make
from tests.factories.dialogue import on_the

pytestmark = pytest.mark.django_db
DECIDED_ON = date(2026, 5, 19)


@pytest.fixture
def submitted(cast):
    return make.a_submitted_notice(cast=cast)


def review(client, notice):
    with on_the(DECIDED_ON):
        answer = client.get(reverse("conclusion_notice_review", args=[notice.pk]))
    return answer.status_code, answer.content.decode()


def issue(cast, notice, submitted_on=make.DRAFTED_ON, issued_on=make.ISSUED_ON):
    """From a draft in hand to its issue."""
    with on_the(submitted_on, 16):
        services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)
    with on_the(issued_on, 8):
        services.approve_conclusion_notice(conclusion_notice=notice, actor=cast.chair)
        return services.issue_conclusion_notice(conclusion_notice=notice, actor=cast.office)


# Coverage (every petition is in the notice or left out with a reason)


def test_coverage_counts_lines_reasons_and_what_is_missing(cast):
    notice = make.a_draft(cast=cast)
    assert (coverage_of(notice).covered, coverage_of(notice).total) == (3, 3)
    item = notice.items.get(group=ItemGroup.UPWARD)
    petition = item.petition
    item.delete()
    found = coverage_of(notice)
    assert (found.covered, found.missing, found.missing_count) == (2, [petition], 1)
    with pytest.raises(Refused, match="Hãy ghi lý do"):
        services.omit_petition(notice=notice, petition=petition, actor=cast.clerk, reason=" ")
    services.omit_petition(notice=notice, petition=petition, actor=cast.clerk, reason="Đã rút kiến nghị.")
    found = coverage_of(notice)
    assert (found.covered, len(found.left_out), found.missing_count) == (2, 1, 0)
    services.restore_petition(notice=notice, petition=petition, actor=cast.clerk)
    assert coverage_of(notice).covered == 3


def test_coverage_panel_takes_all_missing_in_at_one_touch(sign_in, cast):
    notice = make.a_draft(cast=cast)
    notice.items.all().delete()
    client = sign_in(cast.clerk)
    url = reverse("conclusion_notice_detail", args=[notice.pk])
    assert "Đưa cả 3 kiến nghị vào" in client.get(url).content.decode()
    client.post(reverse("conclusion_petition_restore_all", args=[notice.pk]))
    assert not coverage_of(notice).missing_count
    assert notice.items.get(group=ItemGroup.PENDING).unit == cast.units.economy
    answer = client.post(reverse("conclusion_petition_restore_all", args=[notice.pk]))
    assert answer.status_code == 409


def test_omit_page_asks_for_the_reason_and_offers_no_supplement_without_an_extension(sign_in, cast):
    """D-23: only a granted extension leaves something for later."""
    notice = make.a_draft(cast=cast)
    petition = notice.items.first().petition
    url = reverse("conclusion_petition_omit", args=[notice.pk, petition.pk])
    client = sign_in(cast.clerk)
    text = client.get(url).content.decode()
    assert "thông báo bổ sung</label>" not in text
    assert "Chưa điền mục này." in client.post(url, {"reason": ""}).content.decode()
    client.post(url, {"reason": "Trùng với nội dung khác.", "is_deferred": "on"})
    row = notice.omissions.get()
    assert (row.reason, row.is_deferred) == ("Trùng với nội dung khác.", False)
    with pytest.raises(Refused, match="khi người chủ trì đã cho kéo dài"):
        services.omit_petition(
            notice=notice, petition=petition, actor=cast.clerk, reason="x", is_deferred=True
        )


# A line's further facts


def test_edit_item_names_supporting_units_a_person_and_the_kind_of_work(sign_in, cast):
    """QN-55: an individual by name; QN-59, TD-65, TD-67: kind of work; the paper says all of it."""
    notice = make.a_draft(cast=cast)
    item = notice.items.get(group=ItemGroup.PENDING)
    values = {
        "version": item.version, "group": "pending", "petition": item.petition_id, "content": item.content,
        "result": "Rà soát, lập dự toán.", "unit": cast.units.economy.pk, "due_on": "30/6/2026",
        "supporting": [cast.units.police.pk, cast.units.economy.pk], "person": "Công chức địa chính Lê Văn Sửu",
        "kind": "verify", "level": "",
    }  # fmt: skip
    with on_the(make.DRAFTED_ON):
        sign_in(cast.clerk).post(reverse("conclusion_item_edit", args=[item.pk]), values)
        item.refresh_from_db()
        paper = services.print_conclusion_notice(conclusion_notice=notice, actor=cast.clerk)
    assert list(item.supporting.all()) == [cast.units.police], "the lead supports nobody"
    assert (item.kind, item.person) == ("verify", "Công chức địa chính Lê Văn Sửu")
    for words in ("Lê Văn Sửu trực tiếp thực hiện", "phối hợp với", "kiểm tra, xác minh, trả lời"):
        assert words in paper.html
    assert AuditEntry.objects.filter(
        action="conclusion_item.edit", changes__has_key="Đơn vị phối hợp"
    ).exists()


def test_restricted_lines_are_not_shown_to_other_units(sign_in, cast):
    """TD-68: on officials who failed; seen by chair, office, its own unit."""
    notice = make.a_draft(cast=cast)
    notice.items.filter(group=ItemGroup.PENDING).update(
        is_restricted=True, kind="remedy", is_late_confirmed=True
    )
    issued = issue(cast, notice)
    url = reverse("conclusion_notice_detail", args=[issued.pk])
    seen = {
        name: "Đề nghị nạo vét" in sign_in(getattr(cast, name)).get(url).content.decode()
        for name in ("chair", "office", "unit", "other_unit", "party")
    }
    assert seen == {"chair": True, "office": True, "unit": True, "other_unit": False, "party": False}


def test_a_conclusion_gives_direction_beside_settling_a_matter(cast):
    """ND-10: the chair gives direction; LP-31, TM-25: what is lawful and legitimate is taken in first of all."""
    notice = make.a_draft(cast=cast)
    item = notice.items.get(group=ItemGroup.PENDING)
    values = {"kind": "orient", "result": "Thống nhất chủ trương nạo vét hằng năm."}
    services.edit_item(item=item, actor=cast.clerk, version=item.version, **values)
    paper = services.print_conclusion_notice(conclusion_notice=notice, actor=cast.clerk)
    assert "<em>Chủ trương, định hướng:</em> Thống nhất chủ trương" in paper.html
    assert "chủ trì thực hiện theo chủ trương, định hướng trên" in paper.html
    assert "tiếp thu các ý kiến, kiến nghị hợp pháp, chính đáng" in paper.html


def test_the_log_of_an_issued_notice_keeps_the_drafting_to_those_who_see_drafts(sign_in, cast):
    notice = make.a_submitted_notice(cast=cast)
    with on_the(DECIDED_ON):
        remark = services.remark_conclusion_notice(
            notice=notice, actor=cast.chair, text="Lời riêng của chủ tịch."
        )
        services.resolve_item_remark(remark=remark, actor=cast.chair)
        services.approve_conclusion_notice(conclusion_notice=notice, actor=cast.chair)
        services.issue_conclusion_notice(conclusion_notice=notice, actor=cast.office)
        url = reverse("conclusion_notice_detail", args=[notice.pk])
        seen = {
            name: "Lời riêng của chủ tịch." in sign_in(getattr(cast, name)).get(url).content.decode()
            for name in ("office", "chair", "unit", "front", "party")
        }
    assert seen == {"office": True, "chair": True, "unit": False, "front": False, "party": False}


# The chair's page


def test_the_chair_reads_clock_coverage_lines_and_decides_on_one_page(sign_in, cast, submitted):
    """Issue 6, approval on a phone: everything the decision needs, in one column."""
    (item,) = [row for row in work_items(cast.chair) if row.sentence.startswith("Phê duyệt")]
    assert item.url == reverse("conclusion_notice_review", args=[submitted.pk])
    client = sign_in(cast.chair)
    status, text = review(client, submitted)
    assert status == 200
    for words in (
        "còn 7 ngày làm việc",
        "kiến nghị có mục",
        "chưa xin ý kiến",
        "Trình lần đầu",
        "Phê duyệt",
        "Trả lại",
    ):
        assert words in text
    assert "None" not in text
    with on_the(DECIDED_ON):
        client.post(reverse("conclusion_notice_approve", args=[submitted.pk]))
    submitted.refresh_from_db()
    assert submitted.state == S.APPROVED
    assert "không ghi ý kiến được" in review(client, submitted)[1]


def test_a_remark_at_a_line_is_reason_enough_to_return_and_is_settled_before_the_next_submission(
    sign_in, cast, submitted
):
    item = submitted.items.get(group=ItemGroup.PENDING)
    chair = sign_in(cast.chair)
    page = reverse("conclusion_notice_review", args=[submitted.pk])
    with on_the(DECIDED_ON):
        answer = chair.post(
            reverse("conclusion_notice_remark", args=[submitted.pk]),
            {"muc": item.pk, "text": "Rút ngắn thời hạn.", "next": page},
        )
        assert answer.url == page
        assert "Rút ngắn thời hạn." in chair.get(page).content.decode()
        assert "Hãy trả lại để văn phòng sửa" in chair.get(page).content.decode()
        answer = chair.post(reverse("conclusion_notice_approve", args=[submitted.pk]))
        assert answer.status_code == 409
        chair.post(reverse("conclusion_notice_return", args=[submitted.pk]), {"reason": ""})
        submitted.refresh_from_db()
        assert (submitted.state, submitted.return_reason) == (S.RETURNED, "Xem 1 ý kiến tại các mục.")
        with pytest.raises(Refused, match="Còn 1 ý kiến của người chủ trì chưa xử lý"):
            services.submit_conclusion_notice(conclusion_notice=submitted, actor=cast.office)
        office = sign_in(cast.office)
        detail = reverse("conclusion_notice_detail", args=[submitted.pk])
        assert "Rút ngắn thời hạn." in office.get(detail).content.decode()
        remark = submitted.remarks.get()
        office.post(reverse("item_remark_resolve", args=[remark.pk]), {"resolution": "Đã rút còn 15/6."})
        assert "Đã rút còn 15/6." in office.get(detail).content.decode()
        services.edit_item(item=item, actor=cast.clerk, version=item.version, due_on=date(2026, 6, 15))
        services.submit_conclusion_notice(conclusion_notice=submitted, actor=cast.office)
    old, new, _ = last_change(submitted)
    assert (old.step, new.step) == ("returned", "submitted")
    text = review(sign_in(cast.chair), submitted)[1]
    assert "<del>30" in text
    assert "<ins>15" in text


def test_approve_conclusion_notice_from_a_page_that_was_overtaken_is_refused(sign_in, cast, submitted):
    """Returned, rewritten and submitted anew meanwhile: nobody approves a text unseen."""
    seen = submitted.version
    with on_the(DECIDED_ON):
        services.return_conclusion_notice(conclusion_notice=submitted, actor=cast.chair, reason="Sửa lại.")
        services.submit_conclusion_notice(conclusion_notice=submitted, actor=cast.office)
        client, url = sign_in(cast.chair), reverse("conclusion_notice_approve", args=[submitted.pk])
        answer = client.post(url, {"version": seen})
        assert answer.status_code == 409
        assert "đã được trình lại" in answer.content.decode()
        text = client.get(reverse("conclusion_notice_review", args=[submitted.pk])).content.decode()
        submitted.refresh_from_db()
        assert f'name="version" value="{submitted.version}"' in text
        assert client.post(url, {"version": submitted.version}).status_code == 302


def test_resolve_item_remark_by_its_writer_takes_it_back(cast, submitted):
    with on_the(DECIDED_ON):
        remark = services.remark_conclusion_notice(notice=submitted, actor=cast.chair, text="Xem lại.")
        with pytest.raises(NotYourRole, match="chỉ người ghi ý kiến rút lại được"):
            services.resolve_item_remark(remark=remark, actor=cast.office)
        services.resolve_item_remark(remark=remark, actor=cast.chair)
        with pytest.raises(Refused, match="đã xử lý"):
            services.resolve_item_remark(remark=remark, actor=cast.chair)
        services.approve_conclusion_notice(conclusion_notice=submitted, actor=cast.chair)
    assert remark.resolution == "Người ghi rút lại."


def test_remark_conclusion_notice_is_the_chairs_while_it_decides(cast, submitted):
    with pytest.raises(NotYourRole, match="Chỉ người chủ trì"):
        services.remark_conclusion_notice(notice=submitted, actor=cast.office, text="x")
    with pytest.raises(Refused, match="Hãy ghi ý kiến"):
        services.remark_conclusion_notice(notice=submitted, actor=cast.chair, text=" ")
    other = make.a_draft(cast=cast).items.first()
    with pytest.raises(Refused, match="không thuộc thông báo"):
        services.remark_conclusion_notice(notice=submitted, actor=cast.chair, text="x", item=other)
    with pytest.raises(Refused, match="ghi khi thông báo chờ phê duyệt"):
        services.remark_conclusion_notice(notice=other.notice, actor=cast.chair, text="x")


def test_what_no_text_can_hold_is_refused_with_a_sentence(sign_in, cast, submitted):
    """A null character would stop PostgreSQL; an enormous key is no line."""
    with on_the(DECIDED_ON):
        client = sign_in(cast.chair)
        url = reverse("conclusion_notice_remark", args=[submitted.pk])
        for values in ({"text": "a\x00b"}, {"text": ""}, {}):
            assert client.post(url, values).status_code == 409
        assert client.post(url, {"text": "x", "muc": "9" * 17}).status_code == 404
        assert not submitted.remarks.exists()


def test_a_remark_outlives_its_line(sign_in, cast, submitted):
    item = submitted.items.get(group=ItemGroup.PENDING)
    with on_the(DECIDED_ON):
        services.remark_conclusion_notice(notice=submitted, actor=cast.chair, text="Bỏ mục này.", item=item)
        services.return_conclusion_notice(conclusion_notice=submitted, actor=cast.chair, reason="")
        services.remove_item(item=item, actor=cast.clerk, reason="Theo ý kiến.")
        text = (
            sign_in(cast.office)
            .get(reverse("conclusion_notice_detail", args=[submitted.pk]))
            .content.decode()
        )
    assert "Về mục đã bỏ" in text
    assert "Bỏ mục này." in text


def test_review_is_the_chairs_and_the_delegates_of_this_conference(sign_in, cast, neighbours):
    """LP-68: a delegate decides about one conference; another commune's chair finds nothing."""
    mine, other = make.a_submitted_notice(cast=cast), make.a_submitted_notice(cast=cast)
    delegate_for(cast, mine.conference)
    with on_the(DECIDED_ON):
        delegate = fresh(cast.vice_chair)
        client = sign_in(delegate)
        assert client.get(reverse("conclusion_notice_review", args=[mine.pk])).status_code == 200
        assert client.get(reverse("conclusion_notice_review", args=[other.pk])).status_code == 404
        assert (
            client.post(reverse("conclusion_notice_remark", args=[other.pk]), {"text": "x"}).status_code
            == 404
        )
    assert review(sign_in(neighbours.chair), mine)[0] == 404
    assert review(sign_in(cast.office), mine)[0] == 403
    assert sign_in(cast.chair).get(reverse("conclusion_notice_remark", args=[mine.pk])).status_code == 405


def test_approve_conclusion_notice_is_refused_to_anybody_who_wrote_any_of_it(cast):
    """Nobody approves what he drafted, edited or submitted: the log tells, whatever his posts are today."""
    notice = make.a_draft(cast=cast)
    item = notice.items.first()
    writer = cast.vice_chair
    post = cast.clerk.posts.get()
    type(post).objects.create(
        commune=cast.commune, user=writer, unit=post.unit, role=post.role, title="Phó Chánh Văn phòng",
        starts_on=post.starts_on,
    )  # fmt: skip
    services.edit_item(item=item, actor=fresh(writer), version=item.version, content="Viết lại.")
    with on_the(make.DRAFTED_ON):
        make.confirm_late_dates(cast=cast, notice=notice)
        services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)
        delegate_for(cast, notice.conference)
    with on_the(DECIDED_ON):
        with pytest.raises(NotYourRole, match="soạn, sửa hoặc trình"):
            services.approve_conclusion_notice(conclusion_notice=notice, actor=fresh(writer))
        services.approve_conclusion_notice(conclusion_notice=notice, actor=cast.chair)


def test_review_costs_the_same_with_many_lines(sign_in, cast, django_assert_max_num_queries):
    notice = make.a_submitted_notice(cast=cast)
    client = sign_in(cast.chair)
    item = notice.items.get(group=ItemGroup.PENDING)
    url = reverse("conclusion_notice_review", args=[notice.pk])
    with on_the(DECIDED_ON):
        client.get(url)
        with django_assert_max_num_queries(40) as few:
            client.get(url)
        for _ in range(20):
            item.pk = None
            item.save()
        with django_assert_max_num_queries(len(few.captured_queries)):
            client.get(url)


def test_detail_costs_the_same_with_many_lines(sign_in, cast, django_assert_max_num_queries):
    """The office's page of a draft, with questions and remarks at every line."""
    notice = make.a_draft(cast=cast)
    client = sign_in(cast.office)
    item = notice.items.get(group=ItemGroup.PENDING)
    url = reverse("conclusion_notice_detail", args=[notice.pk])
    with on_the(make.DRAFTED_ON):
        services.ask_units(notice=notice, actor=cast.clerk)
        client.get(url)
        with django_assert_max_num_queries(40) as few:
            client.get(url)
        for _ in range(20):
            item.pk = None
            item.save()
        services.ask_units(notice=notice, actor=cast.clerk)
        with django_assert_max_num_queries(len(few.captured_queries)):
            client.get(url)


def test_drafting_pages_are_nobody_elses_and_writes_refuse_get(sign_in, cast, neighbours):
    notice = make.a_draft(cast=cast)
    petition = notice.items.first().petition
    remark = notice.remarks.create(commune=cast.commune, text="x", written_by=cast.chair)
    pages = {
        "conclusion_petition_restore_all": [notice.pk], "conclusion_petition_omit": [notice.pk, petition.pk],
        "conclusion_notice_review": [notice.pk], "conclusion_notice_remark": [notice.pk],
        "item_remark_resolve": [remark.pk], "conclusion_notice_supplement": [notice.pk],
    }  # fmt: skip
    for person in (neighbours.office, neighbours.chair):
        client = sign_in(person)
        for name, args in pages.items():
            url = reverse(name, args=args)
            statuses = {client.get(url).status_code, client.post(url).status_code}
            assert statuses <= {403, 404, 405}, (person, name)
            assert 404 in statuses or 403 in statuses, (person, name)
    for person in (cast.unit, cast.front, cast.party):
        client = sign_in(person)
        for name, args in pages.items():
            answer = client.post(reverse(name, args=args))
            assert answer.status_code == 403, (person, name)
            assert "Trang này dành cho" in answer.content.decode()
    client = sign_in(cast.office)
    for name in ("conclusion_petition_restore_all", "item_remark_resolve", "conclusion_notice_supplement"):
        assert client.get(reverse(name, args=pages[name])).status_code == 405


def test_the_extract_for_a_petitioner_says_nothing_of_officials_who_failed(cast):
    """TD-68, C-28: the matter is named, what is done about people is answered on its own."""
    notice = make.a_draft(cast=cast)
    item = notice.items.get(group=ItemGroup.PENDING)
    values = {"kind": "remedy", "result": "Kiểm điểm công chức phụ trách.", "is_late_confirmed": True}
    services.edit_item(item=item, actor=cast.clerk, version=item.version, **values)
    issued = issue(cast, notice)
    html = "".join(sheet for _, _, sheet in extracts_of(issued))
    assert "Kiểm điểm" not in html
    assert "kết quả được trả lời riêng theo quy định" in html
