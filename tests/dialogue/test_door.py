"""The door: who came, was replaced, stayed away, walked in; codes; several doors; counts beside the plan (LP-90, QN-35)."""

import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from threading import Barrier

import pytest
import segno
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from core.codes import spoken
from core.qr_reading import qr_in_picture
from core.refusals import NotYourRole, Refused
from dialogue import services
from dialogue.documents.codes import code_in, code_link
from dialogue.models import Attendance, HallEntry, Invitation
from dialogue.queries.door import attendance_facts, door_of
from dialogue.services.hall_log import Stamp
from dialogue.states import Presence
from documents.drafting import draft_face
from documents.models import PaperDraft
from documents.plaintext import lines_of
from documents.states import PaperKind
from plans.models import PlanGroup
from plans.states import GroupRole
from tests.factories.dialogue import (
    HELD_ON,
    a_closed_conference,
    a_conference,
    a_scheduled_conference,
    an_announced_conference,
    an_open_conference,
    on_the,
)

pytestmark = pytest.mark.django_db
GUESTS = ["Nguyễn Văn Đạt", "Trần Thị Ánh", "Lê Văn Bình"]


def a_door(*, cast, make=an_open_conference, guests=GUESTS):
    """A conference with named guests in its first group of people."""
    conference = make(cast=cast)
    group = conference.groups.filter(role=GroupRole.PEOPLE).first() or conference.groups.first()
    for name in guests:
        Invitation.objects.create(
            commune=cast.commune, conference=conference, group=group, invitee=name, title="Thôn Đông"
        )
    return conference, group


def guest(conference, name=GUESTS[0]):
    return conference.invitations.get(invitee=name)


def shown(conference, **asked):
    return [one.name for one in door_of(conference, **asked).shown]


# --- one touch ----------------------------------------------------------------------------------------------------


def test_one_touch_present_absent_replaced_and_back(cast):
    """Each act is one line of the hall's log; undo leaves both lines (live-room 14)."""
    conference, _ = a_door(cast=cast)
    dat, anh, binh = (guest(conference, name) for name in GUESTS)
    with on_the(HELD_ON, 8):
        services.check_in(conference=conference, invitation=dat, door="Cửa chính", actor=cast.clerk)
        services.check_in(conference=conference, invitation=anh, presence=Presence.ABSENT, actor=cast.clerk)
        row = services.check_in(
            conference=conference,
            invitation=binh,
            presence=Presence.REPLACED,
            name="Lê  Thị Hoa",
            actor=cast.clerk,
        )
        assert str(row) == "Lê Thị Hoa" and row.code == binh.code
        facts = attendance_facts(conference)
        assert facts.came == 2
        services.undo_check_in(attendance=row, actor=cast.clerk)
        services.check_in(conference=conference, invitation=anh, actor=cast.clerk)  # came late after all
    assert [row.presence for row in conference.attendances.all()] == ["present", "present"]
    words = list(HallEntry.objects.filter(action__startswith="attendance.").values_list("words", flat=True))
    assert words == [
        "Nguyễn Văn Đạt có mặt.", "Trần Thị Ánh: vắng mặt.", "Lê Thị Hoa dự thay Lê Văn Bình.",
        "Bỏ ghi nhầm ở cửa: Lê Thị Hoa, cử người dự thay.", "Trần Thị Ánh có mặt.",
    ]  # fmt: skip


def test_the_second_door_is_told_when_and_where(cast):
    conference, _ = a_door(cast=cast)
    with on_the(HELD_ON, 7):
        services.check_in(conference=conference, invitation=guest(conference), door="Cửa 1", actor=cast.clerk)
    with on_the(HELD_ON, 8), pytest.raises(Refused, match="Nguyễn Văn Đạt đã điểm danh lúc 07:00 tại Cửa 1"):
        services.check_in(
            conference=conference, invitation=guest(conference), door="Cửa 2", actor=cast.office
        )
    with on_the(HELD_ON, 8), pytest.raises(Refused, match="Hoàn tác"):
        services.check_in(
            conference=conference, invitation=guest(conference), presence=Presence.ABSENT, actor=cast.office
        )
    assert Attendance.objects.count() == 1


def test_the_same_touch_sent_twice_is_one_and_keeps_the_hour_of_the_device(sign_in, cast):
    """A door that was offline for ten minutes sends later: the hour is that of the touch; twice is once."""
    conference, _ = a_door(cast=cast)
    url = reverse("attendance_check_in", args=[conference.pk])
    with on_the(HELD_ON, 8):
        client = sign_in(cast.clerk)
        data = {"invitation": guest(conference).pk, "presence": "present", "key": "k-1", "ago": "600"}
        answers = [client.post(url, data, headers={"X-Hall": "1"}) for _ in range(2)]
    assert [answer.json() for answer in answers] == [{"ok": True, "said": "Nguyễn Văn Đạt: có mặt."}] * 2
    row = Attendance.objects.get()
    assert f"{row.arrived_at:%H:%M}" == "00:50"  # 07:50 in Hà Nội
    assert HallEntry.objects.filter(action="attendance.check_in").count() == 1


def test_doors_open_on_the_morning_of_the_day_and_shut_with_the_conference(cast):
    conference, _ = a_door(cast=cast, make=an_announced_conference)
    with on_the(HELD_ON.replace(day=HELD_ON.day - 1)), pytest.raises(Refused, match="mở từ sáng hôm đó"):
        services.check_in(conference=conference, invitation=guest(conference), actor=cast.clerk)
    with on_the(HELD_ON, 6):
        services.check_in(conference=conference, invitation=guest(conference), actor=cast.clerk)
    assert conference.attendances.get().sitting.number == 1
    with on_the(HELD_ON, 8):
        services.open_conference(conference=conference, actor=cast.office)
    assert conference.sittings.count() == 1 and conference.sittings.get().opened_at
    fresh = a_conference(cast=cast, title="Chưa có ngày")
    with on_the(HELD_ON), pytest.raises(Refused, match="chưa ấn định ngày"):
        services.add_walk_in(conference=fresh, name="Ai đó", actor=cast.clerk)


def test_a_day_that_is_moved_begins_with_an_empty_list(cast):
    """P10: called off on its own morning, with people at the door already; the log keeps who had come."""
    conference, _ = a_door(cast=cast, make=an_announced_conference)
    with on_the(HELD_ON, 7):
        services.check_in(conference=conference, invitation=guest(conference), actor=cast.clerk)
        services.add_walk_in(conference=conference, name="Bà Tạ Thị Lụa", actor=cast.clerk)
        later = HELD_ON + timedelta(days=21)
        services.reschedule_conference(
            conference=conference, held_on=later, reason="Bão số 3 đổ bộ.", actor=cast.office
        )
    assert HallEntry.objects.filter(conference=conference, action__startswith="attendance").count() == 2
    with on_the(later, 7):
        assert door_of(conference).total.came == 0
        row = services.check_in(conference=conference, invitation=guest(conference), actor=cast.clerk)
    assert row.sitting.held_on == later


def test_after_the_close_the_list_is_only_looked_at(sign_in, cast):
    conference, _ = a_door(cast=cast, make=a_closed_conference)
    with on_the(HELD_ON, 12):
        client = sign_in(cast.office)
        page = client.get(reverse("conference_door", args=[conference.pk])).content.decode()
        answer = client.post(
            reverse("attendance_check_in", args=[conference.pk]), {"invitation": guest(conference).pk}
        )
    assert "Danh sách chỉ để xem" in page and "Có mặt</button>" not in page
    assert answer.status_code == 409 and "đã bế mạc" in answer.content.decode()


def test_only_the_office_writes_who_came(sign_in, cast, neighbours):
    conference, _ = a_door(cast=cast)
    with on_the(HELD_ON, 8):
        with pytest.raises(NotYourRole):
            services.check_in(conference=conference, invitation=guest(conference), actor=cast.front)
        for name in ("attendance_check_in", "attendance_walk_in", "attendance_scan", "attendance_take_over"):
            url = reverse(name, args=[conference.pk])
            data = {"invitation": guest(conference).pk, "name": "Ai đó", "code": guest(conference).code}
            answer = sign_in(cast.unit).post(url, data)
            assert (answer.status_code, "Chỉ Văn phòng điểm danh" in answer.content.decode()) == (
                403,
                True,
            ), name
            assert sign_in(neighbours.office).post(url, data).status_code == 404
            assert sign_in(cast.office).get(url).status_code == 405
        assert sign_in(cast.unit).get(reverse("conference_door", args=[conference.pk])).status_code == 200
    assert not Attendance.objects.exists()


@pytest.mark.skipif(
    "postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="SQLite writes one by one"
)
@pytest.mark.django_db(transaction=True)
def test_two_doors_at_the_same_instant_write_one_line(cast):
    """Four devices hold up the same paper at once: one is told yes, three when and where."""
    conference, _ = a_door(cast=cast)
    row, start = guest(conference), Barrier(4)

    def at_door(number):
        start.wait()
        try:
            services.check_in(conference=conference, invitation=row, door=f"Cửa {number}", actor=cast.clerk)
            return "ok"
        except Refused as refusal:
            return refusal.sentence
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as doors:
        said = list(doors.map(at_door, range(4)))
    assert said.count("ok") == 1 and sum("đã điểm danh lúc" in words for words in said) == 3
    assert conference.attendances.count() == conference.sittings.count() == 1


# --- walk-ins -----------------------------------------------------------------------------------------------------


def test_a_walk_in_takes_two_fields_and_is_not_written_twice(cast):
    conference, group = a_door(cast=cast)
    with on_the(HELD_ON, 8):
        row = services.add_walk_in(
            conference=conference, name="Phạm Văn Cường", place="Thôn Đoài", group=group, actor=cast.clerk
        )
        with pytest.raises(Refused, match="đã điểm danh lúc 08:00.*năm sinh"):
            services.add_walk_in(
                conference=conference, name="pham van cuong", place="thôn đoài", actor=cast.clerk
            )
        services.add_walk_in(
            conference=conference, name="Phạm Văn Cường", place="Thôn Đông", actor=cast.clerk
        )
        with pytest.raises(Refused, match="họ tên"):
            services.add_walk_in(conference=conference, name="  ", actor=cast.clerk)
    assert len(row.code) == 12 and row.code != guest(conference).code
    assert attendance_facts(conference).walk_ins == [
        ("Phạm Văn Cường", "Thôn Đoài"), ("Phạm Văn Cường", "Thôn Đông")
    ]  # fmt: skip


def test_whoever_voted_is_not_taken_off_the_list(cast):
    """Without the line its code could vote twice; the sentence does not say what or when."""
    conference, _ = a_door(cast=cast)
    with on_the(HELD_ON, 8):
        row = services.check_in(conference=conference, invitation=guest(conference), actor=cast.clerk)
        Attendance.objects.filter(pk=row.pk).update(has_voted=True)
        row.refresh_from_db()
        with pytest.raises(Refused, match="phiếu hài lòng"):
            services.undo_check_in(attendance=row, actor=cast.clerk)


# --- codes --------------------------------------------------------------------------------------------------------


def a_photo(text, *, size=1600):
    """A photo of a page with the code somewhere on it."""
    code = BytesIO()
    segno.make(text, error="m").save(code, kind="png", scale=6, border=4)
    page = Image.new("RGB", (size, size), "#cfc9bd")
    page.paste(Image.open(code).convert("RGB").rotate(7, expand=True, fillcolor="white"), (500, 700))
    out = BytesIO()
    page.save(out, "JPEG", quality=70)
    out.seek(0)
    out.name = "anh.jpg"
    return out


def test_the_invitation_carries_the_code_that_the_door_reads(cast):
    conference = an_announced_conference(cast=cast)
    html = conference.invitation_paper.html
    for row in conference.invitations.all():
        assert f"Mã điểm danh: <b>{spoken(row.code)}</b>" in html
    assert html.count('class="qr"') == conference.invitations.count()
    row = conference.invitations.first()
    assert code_link(row.code).endswith(f"/diem-danh/{row.code}/")
    for text in (code_link(row.code), spoken(row.code).lower(), f" {row.code} ", code_link(spoken(row.code))):
        assert code_in(text) == row.code


def test_a_code_typed_scanned_or_photographed_checks_in(sign_in, cast):
    conference, _ = a_door(cast=cast)
    url = reverse("attendance_scan", args=[conference.pk])
    dat, anh, binh = (guest(conference, name) for name in GUESTS)
    with on_the(HELD_ON, 8):
        client = sign_in(cast.clerk)
        said = client.post(url, {"code": spoken(dat.code).lower()}, headers={"X-Hall": "1"}).json()
        assert said == {"ok": True, "said": "Nguyễn Văn Đạt: có mặt."}
        assert client.post(url, {"photo": a_photo(code_link(anh.code))}).status_code == 302
        read = client.post(
            reverse("attendance_read", args=[conference.pk]), {"photo": a_photo(code_link(binh.code))}
        )
        assert read.json() == {"code": binh.code}
        again = client.post(url, {"code": dat.code}, headers={"X-Hall": "1"})
        assert again.status_code == 409 and "đã điểm danh lúc 08:00" in again.json()["said"]
    assert {row.invitation for row in Attendance.objects.all()} == {dat, anh}


def test_a_wrong_code_is_told_kindly(sign_in, cast):
    conference, _ = a_door(cast=cast)
    other = a_scheduled_conference(cast=cast, title="Hội nghị khác", held_on=HELD_ON)
    Invitation.objects.create(commune=cast.commune, conference=other, invitee="Bà Vũ Thị Na")
    url = reverse("attendance_scan", args=[conference.pk])
    noise = BytesIO(b"\xff\xd8\xff not a picture")
    noise.name = "x.jpg"
    blank = BytesIO()
    Image.new("RGB", (50, 50)).save(blank, "PNG")
    blank.seek(0)
    blank.name = "x.png"
    with on_the(HELD_ON, 8):
        client = sign_in(cast.clerk)

        def said(**data):
            return client.post(url, data, headers={"X-Hall": "1"}).json()["said"]

        assert "Không có mã ZZZZ-ZZZZ-ZZZZ" in said(code="zzzzzzzzzzzz")
        assert "Hội nghị khác" in said(code=other.invitations.get().code)
        assert "quét hoặc gõ mã" in said(code="")
        assert "Chưa đọc được mã QR" in said(photo=noise) and "Chưa đọc được mã QR" in said(photo=blank)
        walked = services.add_walk_in(conference=conference, name="Ông Tư", actor=cast.clerk)
        assert "Ông Tư đã điểm danh" in said(code=walked.code)
    assert Attendance.objects.count() == 1


def test_a_plain_phone_camera_opens_the_code(sign_in, client, cast, neighbours):
    """Reading writes nothing; nobody's name is shown to who is not signed in."""
    conference, _ = a_door(cast=cast)
    url = reverse("attendance_card", args=[guest(conference).code])
    with on_the(HELD_ON, 8):
        public = client.get(url)
        assert "cán bộ đón tiếp" in public.content.decode() and GUESTS[0] not in public.content.decode()
        assert "no-store" in public["Cache-Control"]
        assert sign_in(neighbours.office).get(url).status_code == 404
        page = sign_in(cast.office).get(url).content.decode()
        assert GUESTS[0] in page and 'value="present"' in page
        assert not Attendance.objects.exists()
        data = {"invitation": guest(conference).pk, "presence": "present", "next": url}
        answer = client.post(reverse("attendance_check_in", args=[conference.pk]), data, follow=True)
        assert "đã điểm danh lúc 08:00" in answer.content.decode()
        assert client.get(reverse("attendance_card", args=["KHONGCO"])).status_code == 404


def test_the_same_code_leads_to_the_ballot_once_the_front_asks(client, cast):
    """A guest's own camera after the close: while the survey runs the ballot, before it a kind word."""
    conference, _ = a_door(cast=cast)
    row = guest(conference)
    url, ballot = (reverse(name, args=[row.code]) for name in ("attendance_card", "ballot_fill"))
    with on_the(HELD_ON, 10):
        services.check_in(conference=conference, invitation=row, actor=cast.clerk)
        assert "cán bộ đón tiếp" in client.get(url).content.decode()
        services.close_conference(conference=conference, actor=cast.office)
        assert "đã bế mạc" in client.get(url).content.decode()
        survey = services.create_survey(conference=conference, actor=cast.front)
        services.open_survey(survey=survey, actor=cast.front)
        assert client.get(url).url == ballot


# --- the list -----------------------------------------------------------------------------------------------------


def test_the_list_is_searched_without_signs_and_by_group_and_state(cast):
    conference, group = a_door(cast=cast)
    assert shown(conference, words="dat nguyen") == ["Nguyễn Văn Đạt"]
    assert set(shown(conference, words="thon DONG")) == set(GUESTS)
    assert set(shown(conference, group=group.pk)) == set(GUESTS)
    with on_the(HELD_ON, 8):
        services.check_in(conference=conference, invitation=guest(conference), actor=cast.clerk)
        services.add_walk_in(conference=conference, name="Ông Tư", actor=cast.clerk)
    assert shown(conference, show="came") == ["Nguyễn Văn Đạt", "Ông Tư"]
    assert "Nguyễn Văn Đạt" not in shown(conference, show="waiting")
    assert shown(conference, group=0, show="came") == ["Ông Tư"]


def test_the_page_costs_the_same_with_500_guests(sign_in, cast, django_assert_max_num_queries):
    """And nothing at all while nobody came: 304."""
    conference, group = a_door(cast=cast)
    url = reverse("conference_door", args=[conference.pk])
    with on_the(HELD_ON, 8):
        client = sign_in(cast.office)
        client.get(url)
        counts = []
        for many in (0, 500):
            Invitation.objects.bulk_create(
                Invitation(commune=cast.commune, conference=conference, group=group, invitee=f"Khách {n}")
                for n in range(many)
            )
            live = reverse("conference_door_live", args=[conference.pk])
            with django_assert_max_num_queries(13) as page:
                answer = client.get(url)
            with django_assert_max_num_queries(11) as fragment:
                drawn = client.get(live)
            assert len(answer.content) < 50_000 and len(drawn.content) < 40_000
            counts.append((len(page), len(fragment)))
        assert counts[0] == counts[1]
        with django_assert_max_num_queries(5):
            same = client.get(live, headers={"If-None-Match": drawn["ETag"]})
        assert same.status_code == 304
        services.check_in(conference=conference, invitation=guest(conference), actor=cast.clerk)
        assert client.get(live, headers={"If-None-Match": drawn["ETag"]}).status_code == 200
        roster = client.get(reverse("conference_door_roster", args=[conference.pk])).json()["guests"]
        assert len(roster) == 505 and len(str(roster)) < 70_000


# --- counts beside the plan ---------------------------------------------------------------------------------------


def with_walk_ins(cast, conference, group, count):
    sitting = services.sitting_of(conference)
    Attendance.objects.bulk_create(
        Attendance(
            commune=cast.commune, conference=conference, sitting=sitting, group=group, presence=Presence.PRESENT,
            name=f"Người {n}",
        )
        for n in range(count)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("came", "tone", "verdict"),
    [
        (49, "late", "còn thiếu 1 người"),
        (50, "good", "đủ số"),
        (100, "good", "đủ số"),
        (101, "late", "quá 1 người"),
    ],
)
def test_hard_numbers_of_the_plan_hold_for_the_people_who_came(cast, came, tone, verdict):
    """QN-35: 50 and 100 pass, 49 and 101 do not; officials are not counted (D-38)."""
    conference, group = a_door(cast=cast)
    plan = conference.plan
    plan.min_people, plan.max_people, plan.is_people_soft = 50, 100, False
    leaders = conference.groups.create(name="Lãnh đạo xã", role=GroupRole.LEADERS)
    with on_the(HELD_ON, 8):
        with_walk_ins(cast, conference, group, came)
        with_walk_ins(cast, conference, leaders, 7)
        body = conference.invitations.exclude(unit=None).first()  # an invited body in no group
        services.check_in(conference=conference, invitation=body, actor=cast.clerk)
        total = door_of(conference).total
    assert (total.tone, total.verdict, total.came) == (tone, verdict, came + 8)


def test_a_group_is_held_against_its_own_numbers_in_the_plan(cast):
    """QN-85 hard, ND-35 soft: tested apart from the total; what is for each school is only said."""
    conference, group = a_door(cast=cast)
    rows = PlanGroup.objects.filter(plan=conference.plan, name=group.name)
    rows.update(min_count=5, max_count=None, is_soft=False, per="")
    with on_the(HELD_ON, 8):
        with_walk_ins(cast, conference, group, 3)
        row = next(row for row in door_of(conference).groups if row.pk == group.pk)
        assert (row.tone, row.verdict, row.plan_words) == ("late", "còn thiếu 2 người", "ít nhất 5 người")
        rows.update(is_soft=True)
        row = next(row for row in door_of(conference).groups if row.pk == group.pk)
        assert row.tone == "neutral"
        rows.update(per="trường")
        row = next(row for row in door_of(conference).groups if row.pk == group.pk)
        assert (row.verdict, row.plan_words) == ("", "dự kiến ít nhất 5 người/trường")


# --- venues, sittings, closing ------------------------------------------------------------------------------------


def test_a_device_knows_its_door_and_venue(sign_in, cast):
    """Two halls joined: each door writes its own venue; online guests are told apart."""
    conference, _ = a_door(cast=cast)
    second = conference.venues.create(name="Nhà văn hoá thôn Đoài")
    with on_the(HELD_ON, 8):
        client = sign_in(cast.clerk)
        choose = reverse("conference_door_choose", args=[conference.pk])
        client.post(choose, {"door": "Cửa Đông", "venue": second.pk})
        url = reverse("attendance_check_in", args=[conference.pk])
        client.post(url, {"invitation": guest(conference).pk})
        client.post(choose, {"door": "Trực tuyến", "is_online": "on"})
        client.post(url, {"invitation": guest(conference, GUESTS[1]).pk})
        page = client.get(reverse("conference_door", args=[conference.pk])).content.decode()
    first, online = conference.attendances.all()
    assert (first.door, first.venue, first.is_online) == ("Cửa Đông", second, False)
    assert (online.venue, online.is_online) == (None, True)
    assert "Cửa Đông · Nhà văn hoá thôn Đoài" in page
    facts = attendance_facts(conference)
    assert facts.venues == [("Nhà văn hoá thôn Đoài", 1)] and facts.online == 1


def test_the_next_sitting_takes_over_who_was_there(cast):
    """A person who comes to both sittings counts once; a voted code stays voted."""
    conference, _ = a_door(cast=cast)
    with on_the(HELD_ON, 9):
        row = services.check_in(conference=conference, invitation=guest(conference), actor=cast.clerk)
        Attendance.objects.filter(pk=row.pk).update(has_voted=True)
        services.add_walk_in(conference=conference, name="Ông Tư", actor=cast.clerk)
        services.check_in(
            conference=conference,
            invitation=guest(conference, GUESTS[1]),
            presence=Presence.ABSENT,
            actor=cast.clerk,
        )
        with pytest.raises(Refused, match="phiên đầu tiên"):
            services.take_over_attendance(conference=conference, actor=cast.clerk)
        conference.sittings.update(ended_at=row.arrived_at)
    with on_the(HELD_ON, 14):
        conference.refresh_from_db()
        assert (door_of(conference).number, door_of(conference).left_over) == (2, 2)
        assert services.take_over_attendance(conference=conference, actor=cast.clerk) == 2
        assert door_of(conference).left_over == 0
        with pytest.raises(Refused, match="đều đã được ghi"):
            services.take_over_attendance(conference=conference, actor=cast.clerk)
        with pytest.raises(Refused, match="Phiên 1.* đã kết thúc"):
            services.undo_check_in(attendance=row, actor=cast.clerk)
        services.check_in(conference=conference, invitation=guest(conference, GUESTS[1]), actor=cast.clerk)
    door = door_of(conference)
    assert (door.number, door.total.came) == (2, 3)
    assert conference.attendances.filter(code=row.code, has_voted=True).count() == 2
    facts = attendance_facts(conference)
    assert facts.came == 3 and [count for _, count in facts.sittings] == [2, 3]


def test_a_door_that_was_away_tells_of_the_sitting_that_sat_then(cast):
    """Interrupted until tomorrow: who came this morning still counts for this morning, nobody else is let in."""
    conference, _ = a_door(cast=cast)
    tomorrow = HELD_ON.replace(day=HELD_ON.day + 1)
    with on_the(HELD_ON, 9):
        touched = timezone.now()
    with on_the(HELD_ON, 10):
        services.interrupt_conference(
            conference=conference, reason="Mất điện", resumes_on=tomorrow, actor=cast.office
        )
    with on_the(HELD_ON, 11):
        with pytest.raises(Refused, match="họp tiếp .*; điểm danh mở từ sáng hôm đó"):
            services.check_in(conference=conference, invitation=guest(conference), actor=cast.clerk)
        stamp = Stamp(key="away", at=touched)
        row = services.check_in(
            conference=conference, invitation=guest(conference), actor=cast.clerk, stamp=stamp
        )
    assert (row.sitting.number, row.arrived_at) == (1, touched)
    with on_the(tomorrow, 7):
        again = services.check_in(conference=conference, invitation=guest(conference), actor=cast.clerk)
    assert (again.sitting.number, attendance_facts(conference).came) == (2, 1)


def test_closing_takes_the_numbers_from_the_door_where_none_were_typed(cast):
    """LP-90: what the office typed stays."""
    conference, group = a_door(cast=cast)
    other = conference.groups.create(name="Cơ quan báo chí", role=GroupRole.SERVES, present=4)
    with on_the(HELD_ON, 9):
        services.check_in(conference=conference, invitation=guest(conference), actor=cast.clerk)
        services.check_in(
            conference=conference, invitation=guest(conference, GUESTS[1]), presence=Presence.REPLACED,
            name="Bà Năm", actor=cast.clerk,
        )  # fmt: skip
        services.add_walk_in(conference=conference, name="Ông Tư", group=group, actor=cast.clerk)
        services.attendance_from_door(conference=conference, actor=cast.office)
    conference.refresh_from_db()
    group.refresh_from_db()
    other.refresh_from_db()
    assert (conference.attendance, group.present, other.present) == (3, 3, 4)
    facts = next(row for row in attendance_facts(conference).groups if row.pk == group.pk)
    assert (facts.invited, facts.came, facts.walked_in) == (3, 3, 1)
    assert facts.replaced == [("Trần Thị Ánh", "Bà Năm")] and facts.absent == ["Lê Văn Bình"]


def test_a_conference_without_a_door_keeps_its_empty_numbers(cast):
    conference, group = a_door(cast=cast)
    services.attendance_from_door(conference=conference, actor=cast.office)
    group.refresh_from_db()
    assert conference.attendance is None and group.present is None
    assert all(not row.absent for row in attendance_facts(conference).groups)


def test_a_touch_that_comes_after_the_close_is_refused_and_said(cast):
    """A door that was offline while the conference was closed loses nothing silently."""
    conference, _ = a_door(cast=cast, make=a_closed_conference)
    with on_the(HELD_ON, 12), pytest.raises(Refused, match="đã bế mạc"):
        services.check_in(
            conference=conference, invitation=guest(conference), actor=cast.clerk, stamp=Stamp(key="spaet")
        )


def test_the_printed_list_tells_who_came_as_the_doors_wrote_it(cast):
    """C-7: printed before, it has boxes and codes; printed afterwards, what happened."""
    conference, group = a_door(cast=cast)
    draft = PaperDraft(
        commune=cast.commune, kind=PaperKind.INVITATION_LIST, body=conference.plan.body, subject=conference,
        values={"blank_rows": 2, "codes": "qr"},
    )  # fmt: skip
    before = draft.type.html(draft, draft_face(draft))
    assert (
        before.count('class="box"') >= len(GUESTS) and before.count("<svg") == conference.invitations.count()
    )
    with on_the(HELD_ON, 9):
        for name, presence, instead in zip(GUESTS, Presence.values, ("", "Bà Năm", ""), strict=True):
            services.check_in(
                conference=conference, invitation=guest(conference, name), presence=presence, name=instead,
                actor=cast.clerk,
            )  # fmt: skip
        services.add_walk_in(conference=conference, name="Ông Tư", place="Thôn Đoài", actor=cast.clerk)
    words = lines_of(draft.type.html(draft, draft_face(draft)))
    assert {"Có mặt", "Thay: Bà Năm", "Vắng mặt", "Ông Tư", "Thôn Đoài"} <= set(words)


def test_codes_stand_beside_names_for_the_office_only(sign_in, cast):
    """QN-43: a code is a ballot; who else knew whose it is could vote with it or see that it has voted."""
    conference, _ = a_door(cast=cast)
    page = reverse("conference_door", args=[conference.pk])
    with on_the(HELD_ON, 8):
        walked = services.add_walk_in(conference=conference, name="Ông Tư", actor=cast.clerk)
        cards = [reverse("attendance_card", args=[code]) for code in (walked.code, guest(conference).code)]
        for person in (cast.unit, cast.front, cast.party, cast.admin, cast.chair):
            client = sign_in(person)
            assert walked.code not in client.get(page).content.decode()
            for card in cards:
                said = client.get(card).content.decode()
                assert "Ông Tư" not in said and GUESTS[0] not in said
        client = sign_in(cast.office)
        assert cards[0] in client.get(page).content.decode()
        assert "Ông Tư" in client.get(cards[0]).content.decode()


def test_no_picture_is_unpacked_for_who_may_not_write_at_the_door(sign_in, cast, monkeypatch):
    conference, _ = a_door(cast=cast)
    monkeypatch.setattr("dialogue.views.door.qr_in_picture", lambda file: pytest.fail("unpacked"))
    with on_the(HELD_ON, 8):
        for name in ("attendance_scan", "attendance_read"):
            url = reverse(name, args=[conference.pk])
            assert sign_in(cast.unit).post(url, {"photo": a_photo("x")}).status_code == 403


def a_png(width, height, *, depth=8, colours=0):
    """A picture of nothing, as small as its claim is big."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(1, 60_000_000), (60_000_000, 1), (7_700, 7_700), (40_000, 40_000)])
def test_a_picture_that_claims_too_much_is_not_unpacked(size, monkeypatch):
    """A few kilobytes took a gigabyte: sixty million rows of one pixel."""
    monkeypatch.setattr("PIL.Image.Image.convert", lambda *_: pytest.fail("unpacked"))
    assert qr_in_picture(BytesIO(a_png(*size))) == ""


def test_a_broken_picture_is_no_code():
    picture = BytesIO()
    Image.effect_noise((200, 200), 50).save(picture, "PNG")
    broken = bytearray(picture.getvalue())
    # The data ends sooner than it does: what follows is no chunk.
    broken[33:37] = struct.pack(">I", 100)
    assert qr_in_picture(BytesIO(bytes(broken))) == ""
