"""The public notice and the invitations: papers, publications, what meets the deadlines (LP-52 to LP-54, LP-89, LP-107)."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import Attachment, AuditEntry, Notice
from core.refusals import NotYourRole, Refused, StaleEdit
from core.states import Channel
from deadlines.models import Deadline
from deadlines.states import DeadlineKind, DeadlineState
from dialogue import services
from dialogue.models import Invitation, PublicNotice
from dialogue.queries import proposals
from dialogue.queries.part import notice_stage
from dialogue.states import PublicNoticeState, Reply
from documents.models import Paper
from documents.render import pdf_of
from documents.states import PaperKind
from plans.states import ConferenceKind
from tests.factories import dialogue as make
from tests.factories.deadlines import confirmed_years

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 4)
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def may(cast):
    with make.on_the(make.BEGUN_ON):
        confirmed_years(commune=cast.commune, admin=cast.admin)
    with make.on_the(DAY):
        yield


@pytest.fixture
def conference(cast):
    return make.a_scheduled_conference(cast=cast)


def deadline_of(conference, kind=DeadlineKind.NOTICE):
    return Deadline.objects.about(conference).of_kind(kind).get()


def entries(action):
    return AuditEntry.objects.filter(action=action).count()


# The notice


def test_issue_public_notice_freezes_the_day_and_takes_a_number(cast, conference):
    notice = make.an_issued_notice(cast=cast, conference=conference)
    assert (notice.state, notice.names_on, notice.issued_on) == (PublicNoticeState.ISSUED, make.HELD_ON, DAY)
    assert notice.paper.number_text == "01/TB-UBND"
    for words in (
        "THÔNG BÁO", "08 giờ 00, thứ Năm, ngày 14 tháng 5 năm 2026 (buổi sáng)", conference.venues.get().name,
        conference.groups.first().name, "Đất đai, môi trường", "CHỦ TỊCH", cast.chair.full_name,
    ):  # fmt: skip
        assert words in notice.paper.html, words
    assert "None" not in notice.paper.html
    assert entries("public_notice.issue") == 1


def test_issue_public_notice_alone_does_not_meet_the_deadline(cast, conference):
    make.an_issued_notice(cast=cast, conference=conference)
    assert deadline_of(conference).state == DeadlineState.OPEN


def test_issue_public_notice_is_refused_without_what_it_must_say(cast):
    conference = make.a_scheduled_conference(cast=cast, starts_at=None, content="")
    notice = make.a_notice(cast=cast, conference=conference)
    with pytest.raises(Refused, match="giờ bắt đầu, nội dung đối thoại"):
        services.issue_public_notice(public_notice=notice, actor=cast.office)
    assert not Paper.objects.filter(kind=PaperKind.PUBLIC_NOTICE).exists()


def test_issue_public_notice_is_the_offices_and_happens_once(cast, conference):
    notice = make.a_notice(cast=cast, conference=conference)
    with pytest.raises(NotYourRole):
        services.issue_public_notice(public_notice=notice, actor=cast.unit)
    services.issue_public_notice(public_notice=notice, actor=cast.office)
    with pytest.raises(Refused, match="Đã ban hành"):
        services.issue_public_notice(public_notice=PublicNotice.objects.get(), actor=cast.office)


def test_draft_public_notice_needs_a_day_and_stands_alone(cast, conference):
    with pytest.raises(Refused, match="chưa có ngày"):
        make.a_notice(cast=cast, conference=make.a_conference(cast=cast))
    make.a_notice(cast=cast, conference=conference)
    with pytest.raises(Refused, match="đã có thông báo"):
        make.a_notice(cast=cast, conference=conference)


def test_edit_public_notice_tells_the_second_of_two(cast, conference):
    notice = make.a_notice(cast=cast, conference=conference)
    version = notice.version
    services.edit_public_notice(public_notice=notice, version=version, text="Bản một.", actor=cast.office)
    with pytest.raises(StaleEdit) as stale:
        services.edit_public_notice(public_notice=notice, version=version, text="Bản hai.", actor=cast.clerk)
    assert "Bản một." in str(stale.value.saved)


def test_publication_meets_the_deadline_on_its_day(cast, conference):
    notice = make.an_issued_notice(cast=cast, conference=conference)
    with make.on_the(date(2026, 5, 6)):
        make.publish(cast=cast, notice=notice, published_on=date(2026, 5, 5))
    deadline = deadline_of(conference)
    assert (deadline.state, deadline.met_on, deadline.is_met_late) == (
        DeadlineState.MET,
        date(2026, 5, 5),
        False,
    )
    assert entries("public_notice.publish") == 1


def test_publication_late_keeps_the_breach(cast, conference):
    notice = make.an_issued_notice(cast=cast, conference=conference)
    with make.on_the(date(2026, 5, 7)):
        make.publish(cast=cast, notice=notice, published_on=date(2026, 5, 7))
    deadline = deadline_of(conference)
    assert (deadline.is_met_late, deadline.breached_on) == (True, date(2026, 5, 6))


@pytest.mark.parametrize(
    ("day", "proof", "words"),
    [
        (date(2026, 5, 5), "x", "chưa tới"),
        (date(2026, 5, 3), "x", "trước ngày ban hành"),
        (DAY, "  ", "bằng chứng"),
    ],
)
def test_publication_is_refused_in_the_future_before_issue_without_proof(cast, conference, day, proof, words):
    notice = make.an_issued_notice(cast=cast, conference=conference)
    with pytest.raises(Refused, match=words):
        make.publish(cast=cast, notice=notice, published_on=day, proof=proof)
    assert deadline_of(conference).state == DeadlineState.OPEN


def test_publication_of_a_draft_is_refused(cast, conference):
    with pytest.raises(Refused, match="đã ban hành"):
        make.publish(cast=cast, notice=make.a_notice(cast=cast, conference=conference), published_on=DAY)


def test_publication_page_takes_a_file_as_proof_and_checks_its_content(
    cast, sign_in, conference, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    notice = make.an_issued_notice(cast=cast, conference=conference)
    client, url = sign_in(cast.office), reverse("public_notice_publish", args=[notice.pk])
    form = {"channel": "web", "published_on": "4/5/2026", "proof": ""}
    wrong = client.post(url, form | {"file": SimpleUploadedFile("anh.pdf", b"<script>")})
    assert wrong.status_code == 200
    assert "không đúng loại" in wrong.content.decode()
    assert client.post(url, form | {"file": SimpleUploadedFile("anh.pdf", PDF)}).status_code == 302
    assert Attachment.objects.about(notice).count() == 1
    assert deadline_of(conference).met_on == DAY


def test_notice_pages_carry_the_office_through(cast, sign_in, conference):
    client = sign_in(cast.office)
    draft = client.post(reverse("public_notice_draft", args=[conference.pk]))
    notice = conference.notices.get()
    assert draft.url == reverse("public_notice_detail", args=[notice.pk])
    edit = reverse("public_notice_edit", args=[notice.pk])
    assert client.post(edit, {"text": "Gửi về Văn phòng.", "version": notice.version}).status_code == 302
    assert client.post(reverse("public_notice_issue", args=[notice.pk])).status_code == 302
    text = client.get(reverse("public_notice_detail", args=[notice.pk])).content.decode()
    assert "Thông báo số 01/TB-UBND" in text
    assert "None" not in text
    notice.refresh_from_db()
    assert "Gửi về Văn phòng." in notice.paper.html


def test_supersede_public_notice_is_of_issued_ones(cast, conference):
    notice = make.a_notice(cast=cast, conference=conference)
    with pytest.raises(Refused):
        services.supersede_public_notice(public_notice=notice, reason="x", actor=cast.office)


# Invitations


def invite(cast, conference, *names):
    services.add_invitations(
        conference=conference, rows=[{"invitee": name} for name in names], actor=cast.office
    )


def test_front_is_always_proposed(cast, sign_in, conference):
    """LP-107."""
    words = [text for _, text, _ in proposals(conference)]
    assert words[0] == cast.units.front.official_name
    answer = sign_in(cast.office).get(reverse("invitation_add_many", args=[conference.pk]))
    assert answer.context["form"].initial["chosen"] == [f"unit-{cast.units.front.pk}"]


def test_invitations_are_added_in_bulk_and_once(cast, sign_in, conference):
    client, url = sign_in(cast.office), reverse("invitation_add_many", args=[conference.pk])
    group = conference.groups.first()
    keys = [f"unit-{cast.units.front.pk}", f"unit-{cast.units.economy.pk}", f"group-{group.pk}"]
    assert client.post(url, {"chosen": keys}).status_code == 302
    assert set(conference.invitations.values_list("invitee", flat=True)) == {
        cast.units.front.official_name, cast.units.economy.official_name, group.name,
    }  # fmt: skip
    assert not {key for key, _, _ in proposals(conference)} & set(keys)
    with pytest.raises(Refused, match="đã có trong danh sách"):
        invite(cast, conference, group.name)


def test_invitations_are_printed_one_page_each_under_one_number(cast, conference):
    invite(cast, conference, "Ông Trần Văn An", "Bà Lê Thị Hoa")
    paper = services.print_invitations(conference=conference, actor=cast.office)
    assert paper.number_text == "01/GM-UBND"
    assert paper.kind == PaperKind.INVITATION
    assert paper.html.count('class="sheet"') == 2
    assert "Bà Lê Thị Hoa" in paper.html
    assert "None" not in paper.html
    assert pdf_of(paper.html, is_archival=True).pages == 2
    assert set(conference.invitations.values_list("names_on", flat=True)) == {make.HELD_ON}
    with pytest.raises(Refused, match="đã có giấy mời"):
        services.print_invitations(conference=conference, actor=cast.office)


def test_invitations_meet_the_deadline_with_the_last_one_sent(cast, conference):
    """LP-52."""
    invite(cast, conference, "Ông An", "Bà Hoa")
    services.print_invitations(conference=conference, actor=cast.office)
    first, second = conference.invitations.all()
    send = {"conference": conference, "channel": Channel.POST, "actor": cast.office}
    services.send_invitations(invitations=[first], sent_on=DAY, **send)
    assert deadline_of(conference, DeadlineKind.INVITATION).state == DeadlineState.OPEN
    with make.on_the(date(2026, 5, 5)):
        services.send_invitations(invitations=[second], sent_on=date(2026, 5, 5), **send)
    deadline = deadline_of(conference, DeadlineKind.INVITATION)
    assert (deadline.state, deadline.met_on, deadline.is_met_late) == (
        DeadlineState.MET,
        date(2026, 5, 5),
        False,
    )


def test_invitations_are_met_when_the_one_unsent_is_taken_off(cast, conference):
    invite(cast, conference, "Ông An", "Bà Hoa")
    services.print_invitations(conference=conference, actor=cast.office)
    first, second = conference.invitations.all()
    services.send_invitations(
        conference=conference, invitations=[first], channel="post", sent_on=DAY, actor=cast.office
    )
    with pytest.raises(Refused, match="đã gửi"):
        services.remove_invitation(invitation=first, actor=cast.office)
    services.remove_invitation(invitation=second, actor=cast.office)
    assert deadline_of(conference, DeadlineKind.INVITATION).state == DeadlineState.MET


def test_invitations_are_not_sent_unprinted_in_future_or_before_the_paper(cast, conference):
    invite(cast, conference, "Ông An")
    send = {
        "conference": conference,
        "invitations": conference.invitations.all(),
        "channel": "post",
        "actor": cast.office,
    }
    with pytest.raises(Refused, match="chưa phát hành"):
        services.send_invitations(sent_on=DAY, **send)
    services.print_invitations(conference=conference, actor=cast.office)
    with pytest.raises(Refused, match="chưa tới"):
        services.send_invitations(sent_on=date(2026, 5, 5), **send)
    with pytest.raises(Refused, match="trước ngày phát hành"):
        services.send_invitations(sent_on=date(2026, 5, 3), **send)


def test_sent_invitation_tells_the_people_of_the_unit(cast, conference):
    make.send_all(cast=cast, conference=conference, sent_on=DAY)
    assert Notice.objects.filter(recipient=cast.front, title__startswith="Giấy mời").count() == 1
    assert not Notice.objects.filter(recipient=cast.other_unit, title__startswith="Giấy mời").exists()


def test_reply_is_of_the_office_or_of_the_invited_unit(cast, conference):
    make.send_all(cast=cast, conference=conference, sent_on=DAY)
    invitation = Invitation.objects.get(unit=cast.units.economy)
    services.reply_invitation(invitation=invitation, reply=Reply.COMING, actor=cast.unit)
    with pytest.raises(NotYourRole):
        services.reply_invitation(invitation=invitation, reply=Reply.DECLINED, actor=cast.other_unit)
    services.reply_invitation(invitation=invitation, reply=Reply.DECLINED, actor=cast.office)
    assert entries("conference.reply") == 2


def test_invitation_pages_carry_the_office_through(cast, sign_in, conference):
    client = sign_in(cast.office)
    page = reverse("conference_invitations", args=[conference.pk])
    add = reverse("invitation_add", args=[conference.pk])
    assert client.post(add, {"invitee": "Ông An", "title": "Trưởng thôn Đông"}).status_code == 302
    again = client.post(add, {"invitee": "Ông An", "title": "Trưởng thôn Đông"})
    assert "đã có trong danh sách" in again.content.decode()
    assert client.post(reverse("invitation_print", args=[conference.pk])).status_code == 302
    send = reverse("invitation_send", args=[conference.pk])
    nobody = client.post(send, {"channel": "post", "sent_on": "4/5/2026"})
    assert "Chưa đánh dấu giấy mời nào" in nobody.content.decode()
    invitation = conference.invitations.get()
    form = {"invitations": [invitation.pk], "channel": "post", "sent_on": "4/5/2026"}
    assert client.post(send, form).status_code == 302
    reply = reverse("invitation_reply", args=[invitation.pk])
    assert client.post(reply, {"reply": "coming"}).status_code == 302
    assert client.post(reply, {"reply": "bậy"}).status_code == 409
    text = client.get(page).content.decode()
    assert "Sẽ dự" in text
    assert "None" not in text


def test_a_conference_that_was_exempt_and_told_nobody_is_not_said_to_be_announced(cast):
    """LP-53: an ad-hoc conference without a notice stays "exempt" after its opening; an announced one was announced."""
    announced = make.an_open_conference(cast=cast)
    assert notice_stage(announced).sentence == "Đã thông báo."
    exempt = make.a_scheduled_conference(cast=cast, kind=ConferenceKind.AD_HOC, held_on=DAY)
    before = notice_stage(exempt).sentence
    with make.on_the(DAY):
        services.open_conference(conference=exempt, actor=cast.office)
    exempt.refresh_from_db()
    assert notice_stage(exempt).sentence == before and "Đã thông báo" not in before
