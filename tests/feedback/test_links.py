"""One-petition links: made, opened, used up; and everything that somebody hostile or unlucky does with one."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.log import history_of
from core.models import AuditEntry, Notice, User
from core.refusals import NotYourRole, Refused
from feedback import services
from feedback.models import Answer, AnswerLink, Assignment, Petition
from feedback.services.links import SALT
from feedback.states import AnswerState, AssignmentState, Field, PetitionState
from tests.factories.feedback import a_petition, an_accepted_assignment, an_assignment, answer_values

CONTENT = "Nhà bà Hoa, 0912 345 678, bị ngập."


def a_link(cast, assignment=None, **more):
    assignment = assignment or an_assignment(cast=cast, content=CONTENT, **more)
    return services.make_answer_links(assignment=assignment, actor=cast.office)[0]


def url(link, name="open"):
    return reverse(f"answer_link_{name}", args=[services.token_of(link)])


def fields(**more):
    return {name: "" if value is None else value for name, value in answer_values().items()} | more


def words(response):
    return response.content.decode()


def opened(link, status):
    response = Client().get(url(link))
    assert response.status_code == status
    assert "ngập" not in words(response) or status == 200
    return words(response)


def test_a_link_goes_out_by_mail_with_nothing_of_the_matter(cast):
    link = a_link(cast)
    notice = Notice.objects.get(recipient=cast.unit, key=f"answer_link:{link.pk}")
    assert notice.link == url(link) and notice.email_state == "waiting"
    assert "ngập" not in notice.title + notice.body and "Hoa" not in notice.title + notice.body
    assert link.expires_at == timezone.now() + timedelta(days=7)
    assert [entry.action for entry in history_of(link.assignment)].count("answer_link.make") == 1


def test_a_link_may_go_out_as_the_petition_is_given(cast):
    lead = an_assignment(cast=cast, supporting=[cast.units.culture])
    assert not AnswerLink.objects.exists()
    services.withdraw_assignment(assignment=lead, reason="Giao lại.", actor=cast.office)
    petition = Petition.objects.get()
    services.assign_petition(
        petition=petition, lead=cast.units.economy, supporting=[cast.units.culture], due_on=lead.due_on,
        actor=cast.office, with_link=True,
    )  # fmt: skip
    assert set(AnswerLink.objects.values_list("recipient", flat=True)) == {cast.unit.pk, cast.other_unit.pk}


def test_who_may_make_links_and_for_what(cast, neighbours):
    row = an_assignment(cast=cast)
    for who in (cast.unit, cast.chair, neighbours.office):
        with pytest.raises(NotYourRole):
            services.make_answer_links(assignment=row, actor=who)
    with pytest.raises(Refused, match="chưa có ai nhận thư"):
        services.make_answer_links(assignment=row, actor=cast.office, recipients=[cast.other_unit])
    User.objects.filter(pk=cast.unit.pk).update(email="")
    with pytest.raises(Refused, match="chưa có ai nhận thư"):
        services.make_answer_links(assignment=row, actor=cast.office)
    services.withdraw_assignment(assignment=row, reason="Nhầm.", actor=cast.office)
    with pytest.raises(Refused, match="không gửi liên kết"):
        services.make_answer_links(assignment=row, actor=cast.office)


def test_a_restricted_petition_is_never_behind_a_link(cast):
    """LP-29: a link opens without a password and is easily passed on."""
    row = an_assignment(cast=cast, field=Field.CONDUCT, content=CONTENT)
    with pytest.raises(Refused, match="hạn chế người xem"):
        services.make_answer_links(assignment=row, actor=cast.office)
    link = a_link(cast)
    Petition.objects.filter(pk=link.assignment.petition_id).update(names_official=True)
    opened(link, 410)


def test_the_page_shows_one_petition_and_nothing_else(cast):
    link = a_link(cast)
    client = Client()
    response = client.get(url(link))
    page = words(response)
    assert response.status_code == 200 and "bị ngập" in page and "Đất đai" in page and "Nhận việc" in page
    for hidden in (
        "0912",
        "Số 5 ngõ Đình",
        "Nguyễn Thị Hoa",
        "/kien-nghi/",
        "/viec-giao/",
        'class="rail"',
        cast.office.full_name,
    ):
        assert hidden not in page, hidden
    assert "sessionid" not in client.cookies
    assert "no-store" in response["Cache-Control"] and "noindex" in response["X-Robots-Tag"]
    # `no-referrer` would make browsers send "Origin: null", and the forms of the page be refused.
    assert response["Referrer-Policy"] == "same-origin"


def test_the_page_shows_what_was_merged_into_the_petition_but_nothing_restricted(cast):
    link = a_link(cast)
    petition = link.assignment.petition
    for content in ("Cống xóm Đình bốc mùi, gọi 0987 654 321.", "Cán bộ thôn thu tiền sai."):
        services.merge_petition(
            petition=a_petition(cast=cast, content=content), into=petition, actor=cast.office
        )
    Petition.objects.filter(content__startswith="Cán bộ").update(names_official=True)
    page = opened(link, 200)
    assert "Cống xóm Đình bốc mùi" in page and "0987" not in page and "thu tiền sai" not in page


def test_looking_changes_nothing_but_that_it_was_seen(cast):
    link = a_link(cast)
    before = AuditEntry.objects.count()
    Client().head(url(link))
    Client().get(url(link), headers={"Sec-Purpose": "prefetch;prerender"})
    link.refresh_from_db()
    assert link.opened_at is None and AuditEntry.objects.count() == before
    for _ in range(2):
        Client().get(url(link))
    for name in ("accept", "refuse", "answer", "contribute"):
        assert Client().get(url(link, name)).status_code == 405
    link.refresh_from_db()
    row = Assignment.objects.get()
    assert link.opened_at and row.seen_at and row.state == AssignmentState.OFFERED and link.used_at is None
    assert AuditEntry.objects.count() == before + 1
    assert history_of(row)[0].note == "Qua liên kết trong thư."


def test_accepting_keeping_a_draft_and_sending_the_answer(cast):
    link, client = a_link(cast), Client()
    assert client.post(url(link, "accept")).status_code == 302
    row = Assignment.objects.get()
    assert row.state == AssignmentState.ACCEPTED and history_of(row)[0].actor == cast.unit
    response = client.post(url(link, "answer"), fields(content=""))
    assert (
        response.status_code == 200
        and not Answer.objects.exists()
        and "Nạo vét toàn tuyến" in words(response)
    )
    pdf = SimpleUploadedFile("tra-loi.pdf", b"%PDF-1.4\n")
    assert client.post(url(link, "answer"), fields(files=pdf)).status_code == 302
    answer = Answer.objects.get()
    assert answer.state == AnswerState.DRAFT and answer.written_by == cast.unit
    page = words(client.get(url(link)))
    assert "mương bị bồi lấp 120 m" in page
    last = fields(version=answer.version, measures="Nạo vét ngay.", send="1")
    response = client.post(url(link, "answer"), last, follow=True)
    answer.refresh_from_db()
    assert (answer.state, answer.measures, answer.submitted_by) == ("submitted", "Nạo vét ngay.", cast.unit)
    assert response.status_code == 410 and "Cảm ơn anh/chị" in words(response)
    assert "liên kết" in history_of(answer)[0].note
    # Used up: nothing opens, nothing is done again.
    assert client.post(url(link, "answer"), last).status_code == 410


def test_refusing_by_the_link_uses_it_up(cast):
    link, client = a_link(cast), Client()
    response = client.post(url(link, "refuse"), {"r-reason": ""})
    assert response.status_code == 200 and not AnswerLink.objects.get().used_at
    data = {"r-reason": "Việc văn hóa.", "r-proposed_unit": cast.units.culture.pk}
    assert client.post(url(link, "refuse"), data).status_code == 302
    row = Assignment.objects.get()
    assert (row.state, row.proposed_unit) == (AssignmentState.REFUSED, cast.units.culture)
    assert Petition.objects.get().state == PetitionState.CLASSIFIED and AnswerLink.objects.get().used_at
    assert client.post(url(link, "accept")).status_code == 410


def test_a_supporting_unit_hands_in_its_part_by_the_link(cast):
    lead = an_accepted_assignment(cast=cast, supporting=[cast.units.culture])
    row = lead.petition.assignments.supporting().get()
    link = a_link(cast, assignment=row)
    client = Client()
    client.post(url(link, "accept"))
    assert (
        client.post(url(link, "answer"), fields(send="1")).status_code == 200 and not Answer.objects.exists()
    )
    assert client.post(url(link, "contribute"), {"text": "Đất công."}).status_code == 302
    row.refresh_from_db()
    assert (row.part_text, row.part_given_by) == ("Đất công.", cast.other_unit)
    opened(link, 410)


def test_a_lead_cannot_answer_before_it_has_accepted(cast):
    link = a_link(cast)
    response = Client().post(url(link, "answer"), fields(send="1"))
    assert (
        response.status_code == 200
        and not Answer.objects.exists()
        and AnswerLink.objects.get().used_at is None
    )


def test_tampered_tokens_open_nothing_and_too_many_close_the_door(cast):
    link = a_link(cast)
    token = services.token_of(link)
    other = signing.dumps([link.pk, link.nonce], salt="something.else")
    bad = [
        token[:-1] + ("A" if token[-1] != "A" else "B"), token[1:], token + "x", other, "x" * 400, "0", "%00",
        signing.dumps([link.pk, "0" * 32], salt=SALT), signing.dumps([link.pk + 1, link.nonce], salt=SALT),
        signing.dumps("x", salt=SALT), signing.dumps([None, None, None], salt=SALT), signing.dumps([{}, []], salt=SALT),
    ]  # fmt: skip
    client = Client()
    for one in bad:
        response = client.get(f"/tra-loi-nhanh/{one}/")
        assert response.status_code == 410 and "ngập" not in words(response), one
        assert "Liên kết không đúng" in words(response)
    for _ in range(20):
        client.post(f"/tra-loi-nhanh/{other}/nhan/")
    assert client.get(url(link)).status_code == 429
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert client.get(url(link)).status_code == 200


def test_expired_and_revoked_links_open_nothing(cast, sign_in, neighbours):
    link = a_link(cast)
    with time_machine.travel(link.expires_at):
        assert "hết hạn" in opened(link, 410)
        assert Client().post(url(link, "accept")).status_code == 410
    for who, status in [(neighbours.office, 404), (cast.unit, 403), (cast.front, 403)]:
        assert sign_in(who).post(reverse("answer_link_revoke", args=[link.pk])).status_code == status
    assert sign_in(cast.office).get(reverse("answer_link_revoke", args=[link.pk])).status_code == 405
    assert sign_in(cast.office).post(reverse("answer_link_revoke", args=[link.pk])).status_code == 302
    assert "không còn hiệu lực" in opened(link, 410)
    assert sign_in(cast.office).post(reverse("answer_link_revoke", args=[link.pk])).status_code == 409


def test_a_new_link_takes_the_place_of_the_old_one(cast, sign_in):
    old = a_link(cast)
    response = sign_in(cast.office).post(
        reverse("answer_link_make", args=[old.assignment_id]), {"recipient": cast.unit.pk}
    )
    assert response.status_code == 302
    opened(old, 410)
    opened(AnswerLink.objects.latest("pk"), 200)


def test_a_link_dies_with_the_task_and_with_the_post(cast):
    link = a_link(cast)
    cast.unit.posts.update(ends_on="2026-04-21")
    opened(link, 410)
    cast.unit.posts.update(ends_on=None)
    User.objects.filter(pk=cast.unit.pk).update(is_active=False)
    opened(link, 410)
    User.objects.filter(pk=cast.unit.pk).update(is_active=True)
    opened(link, 200)
    services.withdraw_assignment(assignment=link.assignment, reason="Nhầm.", actor=cast.office)
    opened(link, 410)


def test_a_link_of_another_petition_does_nothing_to_this_one(cast):
    mine, other = a_link(cast), a_link(cast)
    Client().post(url(other, "accept"))
    mine.assignment.refresh_from_db()
    assert mine.assignment.state == AssignmentState.OFFERED


def test_writes_need_the_forms_own_token(cast):
    link = a_link(cast)
    client = Client(enforce_csrf_checks=True)
    assert client.post(url(link, "accept")).status_code == 403
    client.get(url(link))
    token = client.cookies["csrftoken"].value
    assert client.post(url(link, "accept"), {"csrfmiddlewaretoken": token}).status_code == 302


def test_who_is_signed_in_as_somebody_else_still_acts_as_the_one_it_was_sent_to(cast, sign_in):
    link = a_link(cast)
    client = sign_in(cast.other_unit)
    assert cast.other_unit.full_name not in words(client.get(url(link)))
    client.post(url(link, "accept"))
    assert history_of(link.assignment)[0].actor == cast.unit


def test_two_tabs_send_once(cast):
    link = a_link(cast, assignment=an_accepted_assignment(cast=cast))
    one, two = services.link_of(services.token_of(link)), services.link_of(services.token_of(link))
    services.answer_by_link(link=one, values=answer_values(), version=0, is_final=True)
    with pytest.raises(Refused):
        services.answer_by_link(link=two, values=answer_values(), version=0, is_final=True)
    assert Answer.objects.count() == 1
