"""The Front's desk: what waits for it, visits, urgings, opinions of lines, its list; nobody edits its words."""

import io
from datetime import date

import pytest
import time_machine
from django.urls import reverse
from PIL import Image
from python_calamine import CalamineWorkbook

from conclusions import services
from conclusions.models import Commitment, ItemReview, Review, SiteVisit, SupervisionItem, Urging
from conclusions.queries.supervision import desk_rows, figures_of
from conclusions.states import CommitmentState, ItemGroup, UrgingState, Verdict
from core.models import Attachment, AuditEntry, Notice, User
from core.refusals import NotYourRole, Refused
from core.states import BodyKind, Role, UnitKind
from deadlines.models import Deadline
from deadlines.states import DeadlineKind, DeadlineState
from deadlines.sweep import sweep
from documents.drafting import preview_html
from documents.plaintext import lines_of
from documents.services import start_draft
from documents.states import PaperKind
from tests.factories import conclusions as make
from tests.factories import core as core_make
from tests.factories.dialogue import on_the
from tests.factories.supervision import a_photo, a_visit, an_urging

pytestmark = pytest.mark.django_db
JUNE_12, JUNE_19, JULY_20 = date(2026, 6, 12), date(2026, 6, 19), date(2026, 7, 20)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-06-12 03:00:00+00:00", tick=False):
        yield


@pytest.fixture
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    return answer, answer.content.decode()


def fresh(user):
    """Posts are read once for each request."""
    return User.objects.get(pk=user.pk)


# The desk


def test_lp_18_the_desk_puts_what_waits_for_the_front_first(sign_in, cast):
    """LP-18, LP-19: claimed done, overdue, silent; then what runs, then what is kept."""
    notice = make.an_issued_notice(cast=cast, pending=5)
    kept, running, silent, late, claimed = notice.conference.commitments.order_by("pk")
    change = Commitment.objects.filter
    change(pk=kept.pk).update(state=CommitmentState.CONFIRMED)
    change(pk=late.pk).update(due_on=date(2026, 6, 10))
    services.add_progress(commitment=running, text="Đã khảo sát.", actor=cast.unit)
    services.report_commitment(commitment=claimed, text="Đã xong.", actor=cast.unit)
    answer, text = page(sign_in(cast.front), "supervision_desk")
    assert [row for row, _ in answer.context["rows"]] == [claimed, late, silent, running, kept]
    figures = answer.context["figures"]
    assert (figures["total"], figures["reported"], figures["late"], figures["silent"]) == (5, 1, 1, 2)
    assert "im lặng" in text and "gần nhất 12/06/2026" in text and "None" not in text


def test_the_desks_filters_and_figures_agree(cast):
    notice = make.an_issued_notice(cast=cast, pending=3)
    one, two, three = notice.conference.commitments.order_by("pk")
    services.report_commitment(commitment=one, text="Đã xong.", actor=cast.unit)
    an_urging(cast=cast, commitment=two, reply_due_on=JUNE_19)
    Commitment.objects.filter(pk=three.pk).update(state=CommitmentState.DISPUTED)
    figures = figures_of(cast.front)
    for name in ("front", "reported", "late", "silent", "disputed", "urged", "escalated", "kept"):
        assert desk_rows(cast.front, {"viec": name}).count() == figures[name], name
    assert figures["urged"] == figures["disputed"] == figures["reported"] == 1
    assert desk_rows(cast.front, {"nam": 2025}).count() == 0
    assert desk_rows(cast.front, {"words": "NAO VET"}).count() == 1


def test_the_chair_was_told_and_the_front_sees_when(sign_in, cast):
    """DESIGN 4: what is overdue goes up to the chair; the desk and the promise's page say on which day."""
    commitment = make.a_commitment(cast=cast)
    with on_the(date(2026, 7, 2)):
        sweep()
    with on_the(date(2026, 7, 20)):
        sweep()
        answer, text = page(sign_in(cast.front), "supervision_desk", viec="escalated")
        assert [row.escalated_on for row, _ in answer.context["rows"]] == [date(2026, 7, 2)]
        assert "đã báo người chủ trì 02/07/2026" in text
        _, text = page(sign_in(cast.party), "commitment_detail", commitment.pk)
    assert "02/07/2026, 20/07/2026" in text


def test_the_desk_costs_the_same_with_many_rows(sign_in, cast, django_assert_max_num_queries):
    make.an_issued_notice(cast=cast)
    client = sign_in(cast.front)
    page(client, "supervision_desk")
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(10) as queries:
            page(client, "supervision_desk")
        counts.append(len(queries))
        make.an_issued_notice(cast=cast, pending=24)
        for commitment in Commitment.objects.filter(urgings=None)[:5]:
            a_visit(cast=cast, commitment=commitment)
            an_urging(cast=cast, commitment=commitment, reply_due_on=JUNE_19)
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("who", "status"),
    [("front", 200), ("party", 200), ("office", 200), ("chair", 200), ("unit", 403), ("province", 403), ("admin", 403)],
)  # fmt: skip
def test_who_may_look_at_the_desk(sign_in, cast, who, status):
    for name, args in [("supervision_desk", []), ("supervision_notices", []), ("supervision_year", [2026])]:
        answer, _ = page(sign_in(getattr(cast, who)), name, *args)
        assert answer.status_code == status, (name, who)


def test_a_year_far_off_is_no_page(sign_in, cast):
    for year in (1999, 2100):
        assert page(sign_in(cast.front), "supervision_year", year)[0].status_code == 404


def test_what_is_restricted_stays_off_the_desk_of_others(cast):
    """TD-68: the Front's head sees it, its staff and the Party board do not."""
    commitment = make.a_commitment(cast=cast)
    Commitment.objects.filter(pk=commitment.pk).update(is_restricted=True)
    a_visit(cast=cast, commitment=commitment)
    cast.front.posts.update(title="Chuyên viên Mặt trận")
    for who, count in [(cast.front, 0), (cast.party, 0), (cast.chair, 1), (cast.office, 1)]:
        user = fresh(who)
        assert desk_rows(user, {}).count() == count, who
        assert SiteVisit.objects.visible_to(user).count() == count, who


# Visits


def test_visit_commitment_keeps_photographs_without_their_place(cast, files):
    """LP-19, LP-108: the Front went and looked; no photograph tells where the camera's owner stood."""
    visit = a_visit(
        cast=cast, commitment=make.a_commitment(cast=cast), photos=[a_photo(), a_photo(name="2.JPG")]
    )
    photos = list(Attachment.objects.about(visit))
    assert [photo.name for photo in photos] == ["muong.jpg", "2.jpg"]
    for photo in photos:
        picture = Image.open(photo.file)
        assert not picture.getexif() and max(picture.size) == 1600
        assert b"Hang-may-anh" not in photo.file.open().read()
    assert visit.on_behalf == cast.units.front.official_name


def test_a_photograph_taken_upright_stands_upright(cast, files):
    visit = a_visit(cast=cast, commitment=make.a_commitment(cast=cast), photos=[a_photo(orientation=6)])
    picture = Image.open(Attachment.objects.about(visit).get().file)
    assert picture.height > picture.width


@pytest.mark.parametrize("content", [b"", b"x" * 50, b"\xff\xd8\xff broken", b"%PDF-1.7", b"GIF89a"])
def test_what_is_no_photograph_is_refused_beside_the_form(sign_in, cast, files, content):
    commitment = make.a_commitment(cast=cast)
    bad = a_photo()
    bad.file.seek(0)
    bad.file.truncate()
    bad.file.write(content)
    bad.size = len(content)
    bad.seek(0)
    values = {"visited_on": "12/6/2026", "place": "Thôn Đông", "findings": "Đã xem.", "photos": bad}
    answer = sign_in(cast.front).post(reverse("commitment_visit", args=[commitment.pk]), values)
    assert answer.status_code == 200
    assert "không phải ảnh" in answer.content.decode() and "Thôn Đông" in answer.content.decode()
    assert not SiteVisit.objects.exists() and not Attachment.objects.exists()


def test_visit_commitment_is_refused_with_reasons(cast):
    commitment = make.a_commitment(cast=cast)
    for values, words in [
        ({"visited_on": JUNE_19}, "sau hôm nay"),
        ({"visited_on": date(2026, 5, 1)}, "từ ngày ban hành"),
        ({"place": " "}, "địa điểm"),
        ({"photos": [None] * 9}, "không quá 8 ảnh"),
    ]:
        with pytest.raises(Refused, match=words):
            a_visit(cast=cast, commitment=commitment, **values)
    for who in ("office", "chair", "unit", "party"):
        with pytest.raises(NotYourRole):
            services.visit_commitment(
                commitment=commitment, visited_on=JUNE_12, place="x", findings="x", actor=getattr(cast, who)
            )
    assert not SiteVisit.objects.exists()


def test_the_office_writes_visits_down_where_no_front_signs_in(cast):
    commitment = make.a_commitment(cast=cast)
    cast.front.posts.update(ends_on=date(2026, 6, 1))
    visit = services.visit_commitment(
        commitment=commitment, visited_on=JUNE_12, place="Thôn Đông", findings="Đã xong.", actor=cast.office
    )
    assert visit.on_behalf == cast.units.office.official_name


@pytest.mark.parametrize(
    ("verdict", "state"), [(Verdict.CONFIRMED, "confirmed"), (Verdict.DISPUTED, "disputed"), (Verdict.REMARK, "reported")]
)  # fmt: skip
def test_a_verdict_names_the_visit_that_it_rests_on(sign_in, cast, files, verdict, state):
    """LP-108: confirmed, disputed or remarked on the spot; the review points to the visit."""
    commitment = make.a_reported_commitment(cast=cast)
    values = {"visited_on": "12/6/2026", "place": "Thôn Đông", "findings": "Đã đi xem.", "verdict": verdict}
    values["photos"] = [a_photo(), a_photo(name="b.jpg")]
    answer = sign_in(cast.front).post(reverse("commitment_visit", args=[commitment.pk]), values)
    visit = SiteVisit.objects.get()
    assert answer.url == reverse("site_visit_detail", args=[visit.pk])
    assert Attachment.objects.about(visit).count() == 2
    review = Review.objects.get()
    assert (review.verdict, review.visit, review.text) == (verdict, visit, "Đã đi xem.")
    commitment.refresh_from_db()
    assert commitment.state == state
    _, text = page(sign_in(cast.party), "site_visit_detail", visit.pk)
    assert "Kết luận sau kiểm tra" in text


def test_a_verdict_that_is_not_due_is_not_offered(sign_in, cast):
    commitment = make.a_commitment(cast=cast)
    client = sign_in(cast.front)
    form = client.get(reverse("commitment_visit", args=[commitment.pk])).context["form"]
    assert [value for value, _ in form.fields["verdict"].choices] == ["", "remark"]
    values = {"visited_on": "12/6/2026", "place": "x", "findings": "x", "verdict": "confirmed"}
    answer = client.post(reverse("commitment_visit", args=[commitment.pk]), values)
    assert answer.status_code == 200 and not SiteVisit.objects.exists()


def test_photographs_are_shown_to_who_sees_the_promise(sign_in, cast, neighbours, files):
    commitment = make.a_commitment(cast=cast)
    visit = a_visit(cast=cast, commitment=commitment, photos=[a_photo()])
    photo = Attachment.objects.about(visit).get()
    url = reverse("site_visit_photo", args=[photo.pk])
    for who, status in [
        ("front", 200),
        ("party", 200),
        ("unit", 200),
        ("other_unit", 404),
        ("province", 403),
    ]:
        answer = sign_in(getattr(cast, who)).get(url)
        assert answer.status_code == status, who
        if status == 200:
            assert answer["Content-Type"] == "image/jpeg" and answer["X-Content-Type-Options"] == "nosniff"
            assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert sign_in(neighbours.front).get(url).status_code == 404
    assert sign_in(cast.front).get(reverse("attachment_download", args=[photo.pk])).status_code == 200
    # Another thing's file is not shown through this address.
    Attachment.objects.filter(pk=photo.pk).update(content_type="image/png")
    assert sign_in(cast.front).get(url).status_code == 404


# Urgings


def test_urge_commitment_starts_a_clock_of_its_own(cast):
    """LP-18, TD-69: the unit is told, must answer by a day, is reminded, and the breach stays on the record."""
    commitment = make.a_commitment(cast=cast)
    urging = an_urging(cast=cast, commitment=commitment, reply_due_on=JUNE_19)
    deadline = Deadline.objects.about(urging).get()
    assert (deadline.kind, deadline.due_on, deadline.owner_unit) == (
        DeadlineKind.URGE_REPLY, JUNE_19, cast.units.economy,
    )  # fmt: skip
    assert Notice.objects.filter(recipient=cast.unit, key=f"urging.ask:{urging.pk}").count() == 1
    with on_the(date(2026, 6, 22)):
        sweep()
    deadline.refresh_from_db()
    assert deadline.breached_on == date(2026, 6, 20)
    assert Deadline.objects.about(commitment).of_kind(DeadlineKind.COMMITMENT).get().breached_on is None


def test_urge_commitment_is_refused_with_reasons(cast):
    commitment = make.a_commitment(cast=cast)
    with pytest.raises(Refused, match="sau hôm nay"):
        an_urging(cast=cast, commitment=commitment, reply_due_on=JUNE_12)
    with pytest.raises(Refused, match="nội dung"):
        an_urging(cast=cast, commitment=commitment, reply_due_on=JUNE_19, text=" ")
    an_urging(cast=cast, commitment=commitment, reply_due_on=JUNE_19)
    with pytest.raises(Refused, match="chờ đến ngày đó"):
        an_urging(cast=cast, commitment=commitment, reply_due_on=JULY_20)
    for who in ("unit", "party", "admin"):
        with pytest.raises(NotYourRole):
            an_urging(cast=cast, commitment=commitment, reply_due_on=JULY_20, actor=getattr(cast, who))
    with on_the(date(2026, 6, 22)):
        assert an_urging(cast=cast, commitment=commitment, reply_due_on=JULY_20)
    services.report_commitment(commitment=commitment, text="Đã xong.", actor=cast.unit)
    commitment.refresh_from_db()
    with pytest.raises(Refused, match="không cần đôn đốc"):
        an_urging(cast=cast, commitment=commitment, reply_due_on=JULY_20, actor=cast.office)


def test_qn_80_the_ubnd_urges_for_the_hdnds_conference(cast):
    """QN-80: the monitoring body need not be the organiser; the Front and the chair urge in their own names."""
    commitment = make.a_commitment(cast=cast)
    plan = commitment.conference.plan
    ubnd = f"Ủy ban nhân dân {cast.commune}"
    assert services.urge_commitment(
        commitment=commitment, text="x", reply_due_on=JUNE_19, actor=cast.office
    ).on_behalf == cast.units.office.official_name  # fmt: skip
    plan.body = BodyKind.HDND
    plan.save(update_fields=["body"])
    commitment = Commitment.objects.get(pk=commitment.pk)
    names = [
        an_urging(cast=cast, commitment=commitment, reply_due_on=JUNE_19, actor=actor).on_behalf
        for actor in (cast.office, cast.front, cast.chair)
    ]
    assert names == [ubnd, cast.units.front.official_name, "Chủ tịch UBND xã"]


def test_a_mass_organisation_takes_part_in_its_own_name(cast):
    """LP-19: Hội Nông dân visits and urges under its own name."""
    farmers = core_make.a_unit(cast=cast, name="Hội Nông dân xã", kind=UnitKind.MASS_ORGANISATION)
    user, _ = core_make.a_person(cast=cast)
    core_make.a_post(cast=cast, user=user, unit=farmers, role=Role.FRONT, title="Chủ tịch Hội", is_main=True)
    user = fresh(user)
    commitment = make.a_commitment(cast=cast)
    urging = an_urging(cast=cast, commitment=commitment, reply_due_on=JUNE_19, actor=user)
    visit = services.visit_commitment(
        commitment=commitment, visited_on=JUNE_12, place="Thôn Đông", findings="Đã xem.", actor=user
    )
    assert urging.on_behalf == visit.on_behalf == "Hội Nông dân xã"


def test_reply_urging_meets_its_clock_and_tells_who_urged(sign_in, cast):
    urging = an_urging(
        cast=cast, commitment=make.a_commitment(cast=cast), reply_due_on=JUNE_19, actor=cast.office
    )
    answer = sign_in(cast.unit).post(reverse("urging_reply", args=[urging.pk]), {"text": "Tuần sau xong."})
    assert answer.url == reverse("urging_detail", args=[urging.pk])
    urging.refresh_from_db()
    assert (urging.state, urging.reply, urging.replied_by) == (
        UrgingState.REPLIED,
        "Tuần sau xong.",
        cast.unit,
    )
    assert Deadline.objects.about(urging).get().state == DeadlineState.MET
    told = Notice.objects.filter(key=f"urging.reply:{urging.pk}").values_list("recipient", flat=True)
    assert set(told) == {cast.office.pk, cast.front.pk}
    assert AuditEntry.objects.about(urging).filter(action="urging.reply").count() == 1
    _, text = page(sign_in(cast.party), "urging_detail", urging.pk)
    assert "Tuần sau xong." in text and "None" not in text


def test_reply_urging_is_refused_to_others_and_twice(sign_in, cast, neighbours):
    urging = an_urging(cast=cast, commitment=make.a_commitment(cast=cast), reply_due_on=JUNE_19)
    url = reverse("urging_reply", args=[urging.pk])
    for who, status in [("front", 403), ("office", 403), ("party", 403), ("other_unit", 404)]:
        assert sign_in(getattr(cast, who)).post(url, {"text": "x"}).status_code == status, who
    assert sign_in(neighbours.unit).post(url, {"text": "x"}).status_code == 404
    client = sign_in(cast.unit)
    assert (
        "Hãy ghi nội dung" in client.post(url, {"text": "  "}).content.decode()
        or Urging.objects.get().state == "asked"
    )
    assert client.post(url, {"text": "x"}).status_code == 302
    assert client.post(url, {"text": "y"}).status_code == 409
    assert Urging.objects.get().reply == "x"


def test_a_report_of_the_unit_answers_what_it_was_urged_to(cast):
    """Nobody is reminded to answer what was answered by doing it."""
    commitment = make.a_commitment(cast=cast)
    urging = an_urging(cast=cast, commitment=commitment, reply_due_on=JUNE_19)
    services.add_progress(commitment=commitment, text="Đang nạo vét.", actor=cast.unit)
    urging.refresh_from_db()
    assert (urging.state, urging.reply) == (UrgingState.REPLIED, "Đang nạo vét.")
    assert not Deadline.objects.about(urging).open().exists()


def test_a_supporting_units_report_leaves_the_lead_units_answer_owing(cast):
    commitment = make.a_commitment(cast=cast)
    commitment.supporting.add(cast.units.culture)
    urging = an_urging(cast=cast, commitment=commitment, reply_due_on=JUNE_19)
    services.add_progress(commitment=commitment, text="Đã tuyên truyền.", actor=cast.other_unit)
    urging.refresh_from_db()
    assert urging.state == UrgingState.ASKED


def test_an_urging_stands_in_the_units_work(sign_in, cast):
    an_urging(cast=cast, commitment=make.a_commitment(cast=cast), reply_due_on=JUNE_19)
    _, text = page(sign_in(cast.unit), "my_work")
    assert f"Trả lời đôn đốc của {cast.units.front.official_name}" in text
    with on_the(date(2026, 6, 25)):
        _, text = page(sign_in(cast.front), "my_work")
    assert "1 đôn đốc quá ngày chưa được trả lời" in text


# Opinions of lines


@pytest.mark.parametrize("opinion", ["satisfied", "unsatisfied", "remark"])
def test_lp_108_review_item_any_line_dated(sign_in, cast, opinion):
    """LP-108, QN-84: satisfied, not satisfied or a remark on each line of the notice, whatever its part, dated."""
    notice = make.an_issued_notice(cast=cast)
    client = sign_in(cast.front)
    for item in notice.items.all():
        answer = client.post(
            reverse("item_review", args=[item.pk]), {"opinion": opinion, "text": "Đã xem tại chỗ."}
        )
        assert answer.url.endswith(f"#muc-{item.pk}")
    rows = ItemReview.objects.all()
    assert {row.item.group for row in rows} == set(ItemGroup)
    assert {(row.reviewed_on, row.on_behalf) for row in rows} == {(JUNE_12, cast.units.front.official_name)}
    for who in ("front", "party", "office", "chair"):
        _, text = page(sign_in(getattr(cast, who)), "supervision_notice", notice.pk)
        assert text.count("Đã xem tại chỗ.") == 3 and "None" not in text, who
    assert notice.conference.commitments.get().state == CommitmentState.OPEN
    _, text = page(client, "supervision_notices")
    assert "3 trong 3 mục" in text


def test_review_item_is_refused_with_reasons(sign_in, cast, neighbours):
    notice = make.an_issued_notice(cast=cast)
    item = notice.items.first()
    url = reverse("item_review", args=[item.pk])
    for who, status in [("office", 403), ("chair", 403), ("party", 403), ("unit", 403)]:
        assert sign_in(getattr(cast, who)).post(url, {"opinion": "satisfied"}).status_code == status
    assert sign_in(neighbours.front).post(url, {"opinion": "satisfied"}).status_code == 404
    answer = sign_in(cast.front).post(url, {"opinion": "unsatisfied", "text": ""})
    assert "Hãy ghi rõ" in answer.content.decode()
    assert not ItemReview.objects.exists()


def test_a_draft_is_not_the_fronts_to_judge(sign_in, cast):
    """LP-96: from the moment of issue."""
    item = make.a_draft(cast=cast).items.first()
    assert page(sign_in(cast.front), "item_review", item.pk)[0].status_code == 404
    assert page(sign_in(cast.front), "supervision_notice", item.notice_id)[0].status_code == 404
    assert page(sign_in(cast.office), "supervision_notice", item.notice_id)[0].status_code == 409
    with pytest.raises(Refused, match="chưa ban hành"):
        services.review_item(item=item, actor=cast.front, opinion="satisfied")


def test_the_list_of_notices_costs_the_same_with_many(sign_in, cast, django_assert_max_num_queries):
    make.an_issued_notice(cast=cast)
    client = sign_in(cast.front)
    page(client, "supervision_notices")
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(10) as queries:
            page(client, "supervision_notices")
        counts.append(len(queries))
        for number in range(3):
            notice = make.an_issued_notice(cast=cast, title=f"Hội nghị số {number}")
            services.review_item(item=notice.items.first(), actor=cast.front, opinion="satisfied")
    assert counts[0] == counts[1]


# The yearly list


def test_td_88_the_yearly_list_with_its_programme_and_paper(sign_in, cast):
    """TD-88, C-41: a flag with the programme's number and a day, and the paper made from it across conferences."""
    first = make.a_commitment(cast=cast)
    second = make.an_issued_notice(cast=cast, title="Hội nghị chuyên đề").conference.commitments.get()
    client = sign_in(cast.front)
    values = {
        "commitments": [first.pk, second.pk], "programme": "Chương trình số 05/CTr-MTTQ-BTT", "planned_on": "15/9/2026",
    }  # fmt: skip
    assert client.post(reverse("supervision_year", args=[2026]), values).status_code == 302
    assert SupervisionItem.objects.count() == 2
    answer, text = page(client, "supervision_year", 2026)
    assert (
        "Chương trình số 05/CTr-MTTQ-BTT" in text
        and "15/09/2026" in text
        and not list(answer.context["page"])
    )
    conference = answer.context["latest"]
    draft = start_draft(
        kind=PaperKind.SUPERVISION_ITEMS, subject=conference, about="nam-2026", actor=cast.front
    )
    words = "\n".join(lines_of(preview_html(draft)))
    assert words.count("nạo vét") == 2 and "15/09/2026" in words and "05/CTr-MTTQ-BTT" in words
    assert "0/2 nội dung" in words
    with pytest.raises(Refused, match="đều có"):
        services.add_supervision_items(commitments=[first], year=2026, actor=cast.front)
    _, text = page(sign_in(cast.party), "commitment_detail", first.pk)
    assert "Trong chương trình giám sát" in text


def test_the_yearly_list_is_the_fronts_own(sign_in, cast, neighbours):
    commitment = make.a_commitment(cast=cast)
    services.add_supervision_items(commitments=[commitment], year=2026, actor=cast.front)
    row = SupervisionItem.objects.get()
    for who in ("office", "chair", "party"):
        client = sign_in(getattr(cast, who))
        for name, args in [
            ("supervision_year", [2027]), ("supervision_item_edit", [row.pk]), ("supervision_item_remove", [row.pk]),
        ]:  # fmt: skip
            values = {"commitments": [commitment.pk], "content": "x", "reason": "x"}
            assert client.post(reverse(name, args=args), values).status_code == 403, (who, name)
    assert sign_in(neighbours.front).post(reverse("supervision_item_edit", args=[row.pk])).status_code == 404
    client = sign_in(neighbours.front)
    client.post(reverse("supervision_year", args=[2027]), {"commitments": [commitment.pk]})
    assert SupervisionItem.objects.count() == 1
    client = sign_in(cast.front)
    client.post(
        reverse("supervision_item_edit", args=[row.pk]),
        {"content": "Giám sát việc nạo vét", "planned_on": ""},
    )
    row.refresh_from_db()
    assert row.content == "Giám sát việc nạo vét"
    client.post(reverse("supervision_item_remove", args=[row.pk]), {"reason": "Gộp với nội dung khác"})
    assert not SupervisionItem.objects.exists()
    actions = AuditEntry.objects.about(commitment).values_list("action", flat=True)
    assert {"commitment.supervise", "commitment.supervise_edit", "commitment.unsupervise"} <= set(actions)


def test_td_87_a_criticism_paper_is_attached_to_its_line(sign_in, cast):
    """TD-87, C-41: begun from the promise's page, it speaks of that line alone and is listed there."""
    commitment = make.an_issued_notice(cast=cast, pending=2).conference.commitments.order_by("pk").first()
    url = reverse("conference_paper_start", args=[commitment.conference_id, PaperKind.CRITICISM])
    answer = sign_in(cast.front).post(url, {"about": f"item-{commitment.item_id}"})
    assert answer.status_code == 302
    _, text = page(sign_in(cast.front), "commitment_detail", commitment.pk)
    assert "Phản biện xã hội" in text and "Bản soạn" in text
    draft = start_draft(
        kind=PaperKind.CRITICISM,
        subject=commitment.conference,
        about=f"item-{commitment.item_id}",
        actor=cast.front,
    )
    assert [row["code"] for row in draft.values["rows"]] == ["II.1"]
    # A draft of the Front is not shown to the Party board; the issued paper is.
    _, text = page(sign_in(cast.party), "commitment_detail", commitment.pk)
    assert "Phản biện xã hội" not in text


def test_the_desk_as_a_spreadsheet(sign_in, cast):
    """What the desk shows and nobody's name."""
    commitment = make.a_reported_commitment(cast=cast)
    a_visit(cast=cast, commitment=commitment)
    client = sign_in(cast.party)
    answer = client.get(reverse("supervision_export"), {"viec": "reported"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    head, row = book.get_sheet_by_index(0).to_python()
    told = dict(zip(head, row, strict=True))
    assert told["Số lần báo cáo"] == 1 and told["Lần đi thực địa"] == 1 and "nạo vét" in told["Nội dung"]
    assert "Nguyễn Văn Bình" not in str(row)
    assert sign_in(cast.unit).get(reverse("supervision_export")).status_code == 403


def test_a_restricted_line_is_for_the_fronts_head(sign_in, cast):
    """TD-68: another of the Front's people finds neither the line nor the form."""
    commitment = make.a_commitment(cast=cast)
    item = commitment.item
    Commitment.objects.filter(pk=commitment.pk).update(is_restricted=True)
    type(item).objects.filter(pk=item.pk).update(is_restricted=True)
    url, page_url = (
        reverse("item_review", args=[item.pk]),
        reverse("supervision_notice", args=[item.notice_id]),
    )
    client = sign_in(cast.front)
    assert client.post(url, {"opinion": "remark", "text": "Đề nghị xử lý nghiêm."}).status_code == 302
    assert "Đề nghị xử lý nghiêm." in client.get(page_url).content.decode()
    cast.front.posts.update(title="Chuyên viên Mặt trận")
    client = sign_in(fresh(cast.front))
    assert client.get(url).status_code == 404
    for who in (cast.front, cast.party):
        text = sign_in(fresh(who)).get(page_url).content.decode()
        assert "Đề nghị xử lý nghiêm." not in text and item.content not in text


def test_the_same_visit_is_written_once(cast):
    """Two presses, one visit."""
    commitment = make.a_commitment(cast=cast)
    a_visit(cast=cast, commitment=commitment)
    with pytest.raises(Refused, match="đã được ghi"):
        a_visit(cast=cast, commitment=commitment)


def test_the_urging_button_says_why_it_is_closed(sign_in, cast):
    commitment = make.a_commitment(cast=cast)
    an_urging(cast=cast, commitment=commitment, reply_due_on=JUNE_19)
    _, text = page(sign_in(cast.front), "commitment_detail", commitment.pk)
    assert "đơn vị còn được trả lời đến hết ngày 19/06/2026" in text


def test_several_promises_are_urged_at_once(sign_in, cast, neighbours):
    """LP-18: ticked on the desk, each with its own clock; who cannot be urged now is told why and left out."""
    notice = make.an_issued_notice(cast=cast, pending=3)
    one, two, three = notice.conference.commitments.order_by("pk")
    services.report_commitment(commitment=three, text="Đã xong.", actor=cast.unit)
    client, url = sign_in(cast.front), reverse("commitments_urge")
    asked = f"{url}?cam_ket={one.pk}&cam_ket={two.pk}&cam_ket={three.pk}&cam_ket=bậy"
    text = client.get(asked).content.decode()
    assert "Đôn đốc 2 cam kết" in text and "không cần đôn đốc" in text
    values = {"text": "Đề nghị báo cáo.", "reply_due_on": "19/6/2026"}
    assert client.post(asked, values).url == reverse("supervision_desk")
    assert set(Urging.objects.values_list("commitment", flat=True)) == {one.pk, two.pk}
    assert Deadline.objects.of_kind(DeadlineKind.URGE_REPLY).open().count() == 2
    assert client.post(asked, values).status_code == 200
    assert Urging.objects.count() == 2
    assert client.get(url).status_code == 302
    assert sign_in(neighbours.front).post(asked, values).status_code == 302
    assert sign_in(cast.party).get(asked).status_code == 403
    assert Urging.objects.count() == 2
