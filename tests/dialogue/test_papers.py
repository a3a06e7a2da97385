"""Papers of the conference: what each begins with and what stands in it (requirements C)."""

import re
from dataclasses import replace
from datetime import date, time

import pytest

from core.states import BodyKind, UnitKind
from dialogue import services
from dialogue.documents import TYPES, invitations_html
from dialogue.documents.aloud import aloud
from dialogue.states import Outcome, Reply
from documents.catalogue import OwnPaper, PaperType, type_of
from documents.drafting import draft_face
from documents.models import PaperDraft
from documents.plaintext import lines_of
from documents.services import issue_paper_draft, start_draft
from documents.states import PaperKind
from plans.models import PlanBudgetHead, PlanGroup
from plans.states import InviteWay, Meeting
from tests.factories.core import a_unit
from tests.factories.dialogue import (
    BEGUN_ON,
    HELD_ON,
    a_closed_conference,
    a_conference,
    a_contribution,
    a_scheduled_conference,
    a_settled_contribution,
    an_announced_conference,
    an_open_conference,
    on_the,
)

DRAFTED = [paper for paper in TYPES if isinstance(paper, PaperType)]


def a_draft(conference, kind, *, about="", **values):
    """Begun but not stored: what the clerk sees first, with some fields filled in."""
    paper_type = type_of(kind)
    begin = paper_type.begin(conference, about)
    return PaperDraft(
        commune=conference.commune, kind=kind, body=paper_type.body or conference.plan.body, subject=conference,
        about_key=about, excerpt=begin.excerpt, text=begin.text, recipients="\n".join(begin.recipients),
        values=begin.values | values, signer_title="CHỦ TỊCH",
    )  # fmt: skip


def html_of(draft, **face):
    return draft.type.html(draft, replace(draft_face(draft), **face))


def words_of(conference, kind, **more):
    """The paper's text, one paragraph or cell a line."""
    return "\n".join(lines_of(html_of(a_draft(conference, kind, **more))))


@pytest.mark.parametrize("make", [a_conference, a_scheduled_conference])
def test_every_paper_can_be_drafted_at_any_time_with_dots_for_what_is_open(cast, make):
    conference = make(cast=cast)
    for paper_type in DRAFTED:
        about = paper_type.abouts(conference)[0][0] if paper_type.abouts else ""
        draft = a_draft(conference, paper_type.kind, about=about)
        html = html_of(draft)
        assert draft.excerpt, paper_type.kind
        assert "None" not in html, paper_type.kind
        assert not re.search(r"<(p|td)>\s*</\1>\s*<p>\s*[.;:]", html), paper_type.kind
        assert "style=" not in html and "<script" not in html


def test_every_paper_of_the_room_stands_in_the_catalogue_by_its_row():
    rows = {paper.kind: paper.row for paper in TYPES}
    assert set(rows.values()) == {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 22, 23, 24, 25, 38, 39, 40, 42}
    assert len(rows) == len(TYPES)
    signed = {paper.kind for paper in DRAFTED if paper.needs_approval}
    assert signed == {
        PaperKind.DETAILED_NOTICE, PaperKind.DELEGATION, PaperKind.BUDGET, PaperKind.BRIEFING_INVITATION,
        PaperKind.BRIEFING_RESULT,
    }  # fmt: skip
    assert {paper.sign for paper in DRAFTED if paper.sign} == {"TB", "GUQ", "BB", "GM", "BC"}


def test_own_papers_tell_where_they_stand(cast):
    conference = a_conference(cast=cast)
    invitation, notice = (paper for paper in TYPES if isinstance(paper, OwnPaper))
    assert [row.state for row in invitation.rows(conference, cast.office)] == ["none"]
    assert [row.state for row in notice.rows(conference, cast.office)] == ["none"]
    conference = an_announced_conference(cast=cast)
    invited, announced = invitation.rows(conference, cast.office), notice.rows(conference, cast.office)
    assert [row.state for row in (*invited, *announced)] == ["issued", "issued"]
    assert announced[0].paper == conference.notices.get().paper


def test_programme_is_a_table_in_the_order_of_the_steps_with_times(cast):
    """C-2, LP-69 to LP-77: TT, content, who carries it out, hour; the conference's own steps."""
    conference = a_scheduled_conference(cast=cast)
    conference.steps.filter(pk=conference.steps.first().pk).update(planned_at=time(8, 15))
    words = words_of(conference, PaperKind.PROGRAMME)
    heads = ["TT", "Thời gian", "Nội dung", "Người thực hiện"]
    assert [line for line in words.splitlines() if line in heads] == heads
    assert (
        words.index("08:15")
        < words.index("Giới thiệu chủ tọa, thư ký")
        < words.index("Kết luận buổi đối thoại")
    )
    conference.steps.all().delete()
    conference.plan.agenda_steps.all().delete()
    assert "\n7\n" in words_of(
        conference, PaperKind.PROGRAMME
    )  # ND, TM: no agenda, rows to be filled by hand


def test_invitation_names_time_place_people_content_and_what_lies_with_it(cast):
    """C-3, LP-45, LP-89: online with the way to join; issued papers that are handed out are enclosed."""

    conference = a_scheduled_conference(cast=cast)
    draft = start_draft(kind=PaperKind.HALL_RULES, subject=conference, actor=cast.office)
    issue_paper_draft(paper_draft=draft, issued_on=date(2026, 4, 21), signer_name="", actor=cast.office)
    conference.form, conference.form_reason = (
        "online",
        "tham gia tại nhà văn hoá thôn qua đường truyền của xã",
    )
    face = replace(draft_face(draft), kind=PaperKind.INVITATION, sign="GM")
    html = invitations_html(conference, [conference.invitations.model(invitee="Hội Nông dân xã")], face)
    words = "\n".join(lines_of(html))
    for part in (
        "Hội Nông dân xã",
        "08 giờ 00",
        "Thành phần: ",
        "Nội dung: ",
        "tham gia tại nhà văn hoá thôn",
    ):
        assert part in words
    assert "Tài liệu kèm theo: Nội quy hội nghị." in words


def test_radio_script_has_short_sentences_and_figures_in_words(cast):
    """C-4, LP-53, TD-82: read aloud without looking anything up."""
    text = a_draft(a_scheduled_conference(cast=cast), PaperKind.RADIO_SCRIPT).text
    assert "tám giờ, sáng thứ Năm, ngày mười bốn tháng năm năm hai nghìn không trăm hai mươi sáu" in text
    assert not re.search(r"\d|UBND|HĐND|[()]", text)
    assert max(len(sentence.split()) for line in text.splitlines() for sentence in line.split(". ")) <= 40


def test_words_for_the_radio_are_written_out():
    assert aloud("Hội trường UBND xã (cơ sở 2), VP HĐND&UBND") == (
        "Hội trường Ủy ban nhân dân xã, cơ sở hai, Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"
    )
    assert aloud("trước ngày 5/4/2026, gọi 0912345678").startswith(
        "trước ngày mùng năm tháng tư năm hai nghìn không trăm hai mươi sáu, gọi không chín một"
    )


def test_detailed_notice_tells_what_the_plan_left_open(cast):
    """C-5, TM-31, TM-44, TD-37: exact time, place, participants."""
    words = words_of(a_scheduled_conference(cast=cast), PaperKind.DETAILED_NOTICE)
    assert "08 giờ 00, thứ Năm, ngày 14 tháng 5 năm 2026 (buổi sáng)" in words
    assert "2. Địa điểm: " in words and "3. Thành phần" in words and "4. Nội dung: " in words


def test_summons_list_has_rows_up_to_the_schools_quota(cast):
    """C-6, TD-92, TD-93, D-09: at least 05 of each school, the plan's own figure first; others all their people."""
    conference = a_scheduled_conference(cast=cast)
    school = a_unit(cast=cast, name="Trường Tiểu học", kind=UnitKind.SCHOOL)
    abouts, about = dict(type_of(PaperKind.SUMMONS).abouts(conference)), f"unit-{school.pk}"
    assert abouts[about] == "Trường Tiểu học"
    people = [{"name": "Nguyễn Thị Lan", "title": "Giáo viên", "note": ""}]
    html = html_of(a_draft(conference, PaperKind.SUMMONS, about=about, people=people))
    assert "tối thiểu 05 người" in html and html.count("<tr>") == 1 + 5
    assert html.count("………………………………</td>") == 4
    PlanGroup.objects.create(
        plan=conference.plan, name="Các trường học", way=InviteWay.SUMMON, min_count=7, per="trường học"
    )
    assert "tối thiểu 07 người" in html_of(a_draft(conference, PaperKind.SUMMONS, about=about))
    other = html_of(a_draft(conference, PaperKind.SUMMONS, about=f"unit-{cast.units.economy.pk}"))
    assert "toàn thể cán bộ, công chức" in other


def test_invitation_list_has_groups_and_who_was_invited_confirmed_and_came(cast):
    """C-7, TM-49, ND-67: a group without names keeps its line."""
    conference = an_announced_conference(cast=cast)
    conference.invitations.filter(unit=cast.units.front).update(reply=Reply.COMING)
    conference.groups.filter(pk=conference.groups.first().pk).update(expected=60, present=58)
    words = words_of(conference, PaperKind.INVITATION_LIST)
    for part in ("Đã mời", "Xác nhận", "Có mặt", cast.units.front.official_name, "Sẽ dự", "04/05/2026"):
        assert part in words
    assert "(dự kiến 60 người); có mặt 58 người" in words
    assert "Tổng số được mời: 2 giấy mời, dự kiến 60 người dự; xác nhận dự: 1" in words
    assert type_of(PaperKind.INVITATION_LIST).has_personal_data


def test_rules_order_speaking_by_registration_and_minutes(cast):
    """C-8, LP-70, LP-75, LP-79."""
    words = words_of(a_conference(cast=cast), PaperKind.HALL_RULES)
    for part in ("theo thứ tự đăng ký", "Mỗi lượt phát biểu không quá 05 phút", "Giữ trật tự"):
        assert part in words


def test_opinion_form_asks_for_person_field_content_and_proposal(cast):
    """C-9, LP-80, TD-20, TD-39: boxes of the target's fields, back by a day."""
    conference = a_scheduled_conference(cast=cast)
    with on_the(BEGUN_ON):
        html = html_of(a_draft(conference, PaperKind.OPINION_FORM))
    words = "\n".join(lines_of(html))
    for part in ("Họ và tên", "Thôn, đơn vị công tác", "Đất đai", "Lĩnh vực khác", "Đề xuất cách giải quyết"):
        assert part.lower() in words.lower()
    assert html.count('class="box"') > 5 and "chậm nhất ngày 11/05/2026" in words


def test_speaker_form_asks_for_content_time_and_order(cast):
    """C-10, LP-81: two forms on a sheet, cut apart."""
    html = html_of(a_draft(a_conference(cast=cast), PaperKind.SPEAKER_FORM))
    assert html.count("NGƯỜI ĐĂNG KÝ") == 2
    for part in ("Nội dung đăng ký phát biểu", "Thời gian phát biểu dự kiến", "Thứ tự phát biểu"):
        assert part in html


def test_minutes_tell_the_day_as_it_went(cast):
    """C-24, QN-37, QN-41, TM-14: real times, each speech with answer and outcome, two signatures."""
    conference = an_open_conference(cast=cast)
    step = conference.steps.first()

    with on_the(HELD_ON, 9):
        services.start_agenda_step(agenda_step=step, actor=cast.office)
        a_settled_contribution(
            cast=cast,
            conference=conference,
            outcome=Outcome.HANDED,
            unit=cast.units.economy,
            due_on=date(2026, 6, 1),
        )
        services.finish_agenda_step(agenda_step=step, actor=cast.office)
        a_contribution(cast=cast, conference=conference, speaker="Bà Lê Thị Mai")
    conference.invitations.filter(unit=cast.units.front).update(reply=Reply.DECLINED)
    words = words_of(conference, PaperKind.MINUTES)
    assert "vào hồi 08 giờ 00, ngày 14 tháng 5 năm 2026" in words and "(09 giờ 00 - 09 giờ 00)" in words
    assert "Ông Nguyễn Văn Bình (Thôn Đông), 09 giờ 00, phát biểu: Đề nghị sửa đường liên thôn." in words
    assert "Trả lời (Chủ tịch UBND xã): Xã sửa trong quý III." in words
    assert f"Giao đơn vị giải quyết: {cast.units.economy.official_name}, hạn 01/06/2026" in words
    assert "Bà Lê Thị Mai (Thôn Đông)" in words.split("Ý kiến phát biểu khác")[1]
    assert cast.units.front.official_name in words.split("4. Vắng mặt")[1].split("II. NỘI DUNG")[0]
    assert "kết thúc vào hồi …… giờ ……" in words
    assert words.index("\nTHƯ KÝ") < words.index("\nCHỦ TRÌ")
    assert type_of(PaperKind.MINUTES).has_personal_data


def test_minutes_of_two_chairs_are_signed_by_both(cast):
    """ND-42."""
    conference = a_closed_conference(cast=cast)
    conference.co_chair, conference.co_chair_title = cast.party, "Bí thư Đảng ủy xã"
    words = words_of(conference, PaperKind.MINUTES)
    assert words.count("ĐỒNG CHỦ TRÌ") == 2 and words.count(cast.party.full_name) == 2
    assert "kết thúc vào hồi 11 giờ 00, ngày 14 tháng 5 năm 2026" in words


def test_party_papers_bear_the_partys_face_and_archive(cast):
    """C format notes: no Quốc hiệu, commas, the Party's office keeps the file."""
    conference = a_scheduled_conference(cast=cast)
    conference.plan.body = BodyKind.PARTY
    words = words_of(conference, PaperKind.DETAILED_NOTICE)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in words and "CỘNG HÒA" not in words
    assert "- Lưu Văn phòng Đảng ủy." in words and "Lưu: VT" not in words


def test_briefing_calls_the_plans_groups_one_sheet_each(cast):
    """C-40, QN-63, QN-66: five days before, by the plan's own groups for this meeting."""
    conference = a_scheduled_conference(cast=cast)
    draft = a_draft(conference, PaperKind.BRIEFING_INVITATION)
    assert draft.values["held_on"] == "2026-05-09" and html_of(draft).count("<article") == 5
    PlanGroup.objects.create(plan=conference.plan, name="Chi ủy thôn Kiêm Tân", meeting=Meeting.BRIEFING)
    html = html_of(a_draft(conference, PaperKind.BRIEFING_INVITATION))
    assert (
        html.count("<article") == 1 and "Chi ủy thôn Kiêm Tân" in html and "thứ Bảy, ngày 09 tháng 5" in html
    )


def test_budget_adds_up_and_reads_its_total(cast):
    """C-38, QN-75 to QN-79: the plan's own heads; amounts that are open are dots, not nought."""
    conference = a_conference(cast=cast)
    PlanBudgetHead.objects.create(plan=conference.plan, name="In ấn tài liệu")
    PlanBudgetHead.objects.create(plan=conference.plan, name="Thư ký hội nghị")
    draft = a_draft(conference, PaperKind.BUDGET)
    assert [row["item"] for row in draft.values["rows"]] == ["In ấn tài liệu", "Thư ký hội nghị"]
    assert "…………" in html_of(draft) and "Không đồng" not in html_of(draft)
    draft.values["rows"][0] |= {"quantity": "60", "price": "12.500"}
    assert "Bằng chữ: ……" in html_of(draft), "a sum over half of the heads reads as the sum of all"
    draft.values["rows"][1] |= {"quantity": "1", "price": "200000"}
    words = "\n".join(lines_of(html_of(draft)))
    for part in ("750.000", "200.000", "950.000", "Bằng chữ: Chín trăm năm mươi nghìn đồng."):
        assert part in words
