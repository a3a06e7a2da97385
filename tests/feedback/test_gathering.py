"""Merging and answering together: nothing is lost, nothing counts twice, and all of it can be undone (LP-60)."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conclusions.documents.notice import _matters_by_person, person_key
from conclusions.queries.figures import held_with_figures, results_of
from core.models import Attachment, AuditEntry
from core.refusals import NotYourRole, Refused
from feedback import services
from feedback.models import LearnedField, Petition, people_of, with_parts
from feedback.queries import conference_part, day_record, filtered, report_classes, report_figures
from feedback.queries.alike import Pool, pool_of
from feedback.states import Competence, Field, PetitionState, Triage
from tests.factories.feedback import (
    a_classified_petition,
    a_petition,
    a_submitted_answer,
    an_accepted_assignment,
    an_answered_petition,
    an_assignment,
    the_conference,
)

HOA = {"name": "Bà Nguyễn Thị Hoa", "hamlet": "Thôn Đông", "phone": "0912 345 678"}
TAM = {"name": "Ông Lê Văn Tám", "hamlet": "Thôn Đông"}
GROUP = {"name": "Tập thể xóm Đình", "hamlet": "Thôn Đông", "is_collective": True, "members": 18}


def fresh(petition):
    return Petition.objects.get(pk=petition.pk)


def merge(cast, petition, into):
    return services.merge_petition(petition=fresh(petition), into=fresh(into), actor=cast.office)


def group(cast, petition, leader):
    return services.group_petition(petition=fresh(petition), leader=fresh(leader), actor=cast.office)


def the_row(conference, petition):
    classes = report_classes(Petition.objects.for_conference(conference))
    return next(
        row
        for one in classes
        for some in one["groups"]
        for row in some["rows"]
        if row.petition.pk == petition.pk
    )


# --- merging -----------------------------------------------------------------------------------------------------


def test_merge_petition_copies_nothing_and_names_everybody_once(cast):
    main = a_classified_petition(cast=cast, petitioners=[HOA])
    other = a_petition(
        cast=cast, content="Mương xóm Đình tắc.", petitioners=[TAM, GROUP, HOA | {"phone": ""}]
    )
    merge(cast, other, main)
    other = fresh(other)
    assert (other.state, other.merged_into_id, other.content) == (
        PetitionState.MERGED,
        main.pk,
        "Mương xóm Đình tắc.",
    )
    assert other.petitioners.count() == 3 and main.petitioners.count() == 1
    whole = with_parts(Petition.objects.filter(pk=main.pk)).get()
    assert [person.name for person in people_of(whole)] == [HOA["name"], TAM["name"], GROUP["name"]]
    row = the_row(main.conference, main)
    assert row.who == (
        "Bà Nguyễn Thị Hoa, Thôn Đông; Ông Lê Văn Tám, Thôn Đông; Tập thể xóm Đình (tập thể 18 người), Thôn Đông"
    )
    log = AuditEntry.objects.filter(action__in=["petition.merge", "petition.gather"])
    assert sorted(log.values_list("subject_id", flat=True)) == sorted([main.pk, other.pk])


def test_merge_petition_counts_a_matter_once_in_every_figure(cast):
    main = a_classified_petition(cast=cast)
    rest = [a_petition(cast=cast), a_classified_petition(cast=cast, field=Field.HEALTH)]
    conference = the_conference(cast)
    for one in rest:
        merge(cast, one, main)
    figures = report_figures(report_classes(Petition.objects.for_conference(conference)))
    assert figures["all"] == 1
    assert [row.petition.pk for row in day_record(conference)] == [main.pk]
    assert conference_part(conference, cast.office).tabs[0].count == 1
    assert [row.pk for row in filtered(cast.office, {}).rows] == [main.pk]
    assert filtered(cast.office, {"state": "merged"}).rows.count() == 2
    assert filtered(cast.office, {"q": "mương thoát"}).rows.count() == 3, (
        "a merged one is found by its own words"
    )
    assert Petition.objects.for_conference(conference).matters().count() == 1
    assert held_with_figures([conference])[1].total == 1


def test_merge_petition_brings_along_what_was_merged_before_so_that_there_are_no_chains(cast):
    first, second, third = (a_petition(cast=cast) for _ in range(3))
    merge(cast, first, second)
    merge(cast, second, third)
    assert {fresh(first).merged_into_id, fresh(second).merged_into_id} == {third.pk}
    with pytest.raises(Refused, match="đã gộp"):
        merge(cast, third, first)
    own = a_petition(cast=cast)
    merge(cast, own, third)
    services.unmerge_petition(petition=fresh(second), actor=cast.office)
    assert (fresh(first).merged_into_id, fresh(own).merged_into_id) == (second.pk, third.pk), (
        "undone as it was"
    )
    merge(cast, second, third)
    services.unmerge_petition(petition=fresh(first), actor=cast.office)
    merge(cast, first, third)
    services.unmerge_petition(petition=fresh(second), actor=cast.office)
    assert fresh(first).merged_into_id == third.pk, "merged there by itself meanwhile"


def test_merge_petition_refuses_with_a_sentence(cast, neighbours):
    petition, assigned = a_petition(cast=cast), an_assignment(cast=cast).petition
    with pytest.raises(Refused, match="khác với kiến nghị này"):
        merge(cast, petition, petition)
    with pytest.raises(Refused, match="không thuộc xã này"):
        merge(cast, petition, a_petition(cast=neighbours))
    with pytest.raises(Refused, match="Đã giao đơn vị"):
        merge(cast, assigned, petition)
    with pytest.raises(NotYourRole):
        services.merge_petition(petition=petition, into=assigned, actor=cast.front)
    rejected = services.reject_petition(petition=a_petition(cast=cast), reason="Trùng", actor=cast.office)
    with pytest.raises(Refused, match="không tiếp thu"):
        merge(cast, petition, rejected)
    closed = a_petition(cast=cast, content="Cán bộ tiếp dân hách dịch.")
    with pytest.raises(Refused, match="hạn chế người xem"):
        merge(cast, closed, petition)
    assert fresh(petition).state == PetitionState.RECEIVED


def test_unmerge_petition_gives_back_everything(cast):
    main = a_classified_petition(cast=cast)
    classed = a_classified_petition(
        cast=cast, field=Field.HEALTH, competence=Competence.HIGHER, triage=Triage.UPWARD, is_urgent=True,
        content="Trạm y tế thiếu thuốc.", petitioners=[TAM, GROUP],
    )  # fmt: skip
    new = a_petition(cast=cast)
    learned = dict(LearnedField.objects.values_list("phrase", "count"))
    names = (
        "content",
        "hamlet",
        "field",
        "competence",
        "triage",
        "is_urgent",
        "state",
        "raised_by",
        "search_text",
    )
    before = [{name: getattr(fresh(one), name) for name in names} for one in (classed, new)]
    for one in (classed, new):
        merge(cast, one, main)
        services.unmerge_petition(petition=fresh(one), actor=cast.office)
    assert [{name: getattr(fresh(one), name) for name in names} for one in (classed, new)] == before
    assert fresh(classed).merged_into is None and classed.petitioners.count() == 2
    assert dict(LearnedField.objects.values_list("phrase", "count")) == learned
    with pytest.raises(Refused):
        services.unmerge_petition(petition=fresh(main), actor=cast.office)
    with pytest.raises(NotYourRole):
        services.unmerge_petition(petition=merge_back(cast, new, main), actor=cast.front)


def merge_back(cast, petition, main):
    merge(cast, petition, main)
    return fresh(petition)


def test_the_conclusion_answers_a_merged_petitioner_with_the_main_petitions_line(cast):
    main = a_classified_petition(cast=cast, petitioners=[HOA])
    other = a_petition(cast=cast, petitioners=[TAM])
    merge(cast, other, main)

    class Items:
        def exclude(self, **_):
            return self

        def select_related(self, *_):
            return self

        def prefetch_related(self, *_):
            return [SimpleNamespace(petition_id=main.pk, text="Mục 1")]

    notice = SimpleNamespace(conference_id=main.conference_id, items=Items())
    found = _matters_by_person(notice)
    key = person_key(other.petitioners.get())
    assert [item.text for item in found[key]] == ["Mục 1"]


# --- answering together --------------------------------------------------------------------------------------------


def test_group_petition_waits_for_the_leaders_answer_and_shows_it_everywhere(cast):
    follower = a_petition(cast=cast, content="Ngõ 3 cũng ngập như ngõ Đình.")
    assignment = an_accepted_assignment(cast=cast)
    leader = assignment.petition
    group(cast, follower, leader)
    assert (
        the_row(leader.conference, follower).level == "" and fresh(follower).state == PetitionState.RECEIVED
    )
    answer = a_submitted_answer(cast=cast, assignment=assignment)
    services.approve_answer(answer=answer, actor=cast.office)
    follower = fresh(follower)
    assert follower.state == PetitionState.ANSWERED
    assert (follower.field, follower.triage) == (leader.field, leader.triage), (
        "unclassified: it counts with the leader"
    )
    mine, theirs = (the_row(leader.conference, one) for one in (follower, leader))
    assert (mine.answer, mine.result, mine.time, mine.level) == (
        theirs.answer,
        theirs.result,
        theirs.time,
        theirs.level,
    )
    assert mine.answer and not mine.missing
    records = {row.petition.pk: row for row in day_record(leader.conference)}
    assert records[follower.pk].answer == records[leader.pk].answer == answer
    assert records[follower.pk].unit == cast.units.economy
    assert {row.code for row in results_of(leader.conference, answer.submitted_on)} == {
        leader.code,
        follower.code,
    }
    last = AuditEntry.objects.filter(subject_id=follower.pk, action="petition.answer").get()
    assert last.actor is None and leader.code in last.note


def test_group_petition_with_an_answered_one_answers_at_once_and_keeps_its_own_classes(cast):
    leader = an_answered_petition(cast=cast)
    follower = a_classified_petition(cast=cast, field=Field.HEALTH)
    group(cast, follower, leader)
    assert (fresh(follower).state, fresh(follower).field) == (PetitionState.ANSWERED, Field.HEALTH)


def test_ungroup_petition_lets_it_be_assigned_again(cast):
    leader, follower = a_classified_petition(cast=cast), a_classified_petition(cast=cast)
    group(cast, follower, leader)
    with pytest.raises(Refused, match="trả lời chung"):
        an_assignment(cast=cast, petition=fresh(follower))
    assert not Petition.objects.to_assign().filter(pk=follower.pk).exists()
    stage = conference_part(leader.conference, cast.office).stages[0].sentence
    assert "1 chờ giao đơn vị, 1 chờ trả lời" in stage
    services.ungroup_petition(petition=fresh(follower), actor=cast.office)
    assert an_assignment(cast=cast, petition=fresh(follower)).is_lead
    with pytest.raises(Refused, match="không trả lời chung"):
        services.ungroup_petition(petition=fresh(leader), actor=cast.office)
    with pytest.raises(NotYourRole):
        services.ungroup_petition(petition=fresh(leader), actor=cast.front)


def test_group_petition_refuses_with_a_sentence(cast, neighbours):
    leader, follower, other = (a_classified_petition(cast=cast) for _ in range(3))
    group(cast, follower, leader)
    with pytest.raises(Refused, match="kiến nghị chính"):
        group(cast, leader, other)
    with pytest.raises(Refused, match=follower.code):
        group(cast, other, follower)
    with pytest.raises(Refused, match="không thuộc xã này"):
        group(cast, other, a_petition(cast=neighbours))
    with pytest.raises(Refused, match="kiến nghị chính"):
        services.reject_petition(petition=fresh(leader), reason="x", actor=cast.office)
    with pytest.raises(Refused, match="kiến nghị chính"):
        merge(cast, leader, other)
    with pytest.raises(Refused, match="trả lời chung"):
        merge(cast, follower, other)
    with pytest.raises(Refused, match="hạn chế người xem"):
        group(cast, other, a_petition(cast=cast, content="Cán bộ tiếp dân hách dịch."))
    with pytest.raises(NotYourRole):
        services.group_petition(petition=fresh(other), leader=fresh(leader), actor=cast.unit)


def test_the_table_costs_the_same_with_many_merged_and_grouped(cast, django_assert_max_num_queries):
    leader = an_answered_petition(cast=cast)
    counts = []
    report_classes(
        Petition.objects.for_conference(leader.conference)
    )  # kinds of content are asked once and kept
    for _ in range(2):
        for _ in range(2):
            merge(cast, a_petition(cast=cast), leader)
            group(cast, a_petition(cast=cast), leader)
        with django_assert_max_num_queries(9) as queries:
            report_classes(Petition.objects.for_conference(leader.conference))
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- pages ---------------------------------------------------------------------------------------------------------


def test_the_main_petitions_page_shows_every_text_and_takes_one_apart(sign_in, cast):
    main = an_assignment(cast=cast).petition
    other = a_petition(cast=cast, content="Cống xóm Đình bốc mùi.", petitioners=[TAM])
    merge(cast, other, main)
    client = sign_in(cast.office)
    url = reverse("petition_detail", args=[main.pk])
    text = client.get(url).content.decode()
    assert (
        "Cống xóm Đình bốc mùi." in text
        and TAM["name"] in text
        and reverse("petition_unmerge", args=[other.pk]) in text
    )
    pointer = client.get(reverse("petition_detail", args=[other.pk])).content.decode()
    assert url in pointer and "Thôi gộp" in pointer
    theirs = sign_in(cast.unit).get(url).content.decode()
    assert "Cống xóm Đình bốc mùi." in theirs and "Thôi gộp" not in theirs
    task = main.assignments.get()
    task = sign_in(cast.unit).get(reverse("assignment_detail", args=[task.pk])).content.decode()
    assert "Cống xóm Đình bốc mùi." in task, "who answers reads every text"
    client = sign_in(cast.office)
    assert client.get(reverse("petition_unmerge", args=[other.pk])).status_code == 405
    assert client.post(reverse("petition_unmerge", args=[other.pk]), {"next": url}).url == url
    assert fresh(other).state == PetitionState.RECEIVED
    assert client.post(reverse("petition_unmerge", args=[other.pk])).status_code == 409


def test_who_answers_the_main_petition_opens_the_files_of_the_merged_one(sign_in, cast, neighbours):
    task = an_assignment(cast=cast)
    other = a_petition(cast=cast, content="Cống xóm Đình bốc mùi.", petitioners=[TAM])
    pdf = SimpleUploadedFile("anh-cong.pdf", b"%PDF-1.4\n")
    services.attach_to_petition(petition=other, files=[pdf], actor=cast.office)
    url = reverse("attachment_download", args=[Attachment.objects.get().pk])
    assert sign_in(cast.unit).get(url).status_code == 404
    merge(cast, other, task.petition)
    for name, key in (("petition_detail", task.petition_id), ("assignment_detail", task.pk)):
        page = sign_in(cast.unit).get(reverse(name, args=[key])).content.decode()
        assert url in page and "anh-cong.pdf" in page, name
    assert sign_in(cast.unit).get(url).status_code == 200
    for stranger in (cast.other_unit, neighbours.office):
        assert sign_in(stranger).get(url).status_code == 404
    assert sign_in(cast.unit).get(reverse("petition_detail", args=[other.pk])).status_code == 404, (
        "its page stays"
    )
    Petition.objects.filter(pk=other.pk).update(names_official=True)
    assert sign_in(cast.unit).get(url).status_code == 404
    assert url not in sign_in(cast.unit).get(reverse("assignment_detail", args=[task.pk])).content.decode()
    assert sign_in(cast.office).get(url).status_code == 200


def test_merge_petition_by_its_page_shows_both_texts_marked(sign_in, cast, neighbours):
    main, other = (
        a_petition(cast=cast),
        a_petition(cast=cast, content="Nạo vét mương thoát nước ở xóm Đình giúp dân."),
    )
    client = sign_in(cast.office)
    url = reverse("petition_merge", args=[other.pk])
    assert main.code in client.get(url).content.decode()
    text = client.get(f"{url}?voi={main.code}").content.decode()
    assert text.count("<mark>") >= 2 and f'value="{main.code}"' in text
    twins = client.get(
        reverse("petition_twins", args=[other.pk]), headers={"HX-Request": "true"}
    ).content.decode()
    assert main.code in twins and "<html" not in twins
    assert client.get(reverse("petition_twins", args=[other.pk])).url == url
    wrong = client.post(url, {"code": "KN-1999-0001"})
    assert wrong.status_code == 200 and "KN-1999-0001" in wrong.content.decode()
    assert client.post(url, {"code": main.code.lower()}).url == reverse("petition_detail", args=[main.pk])
    assert fresh(other).merged_into_id == main.pk
    assert sign_in(neighbours.office).get(url).status_code == 404
    assert sign_in(cast.chair).get(reverse("petition_merge", args=[main.pk])).status_code == 403


def test_group_and_ungroup_petition_by_their_pages(sign_in, cast):
    leader, follower = an_answered_petition(cast=cast), a_petition(cast=cast)
    waiting = a_classified_petition(cast=cast)
    client = sign_in(cast.office)
    client.post(reverse("petition_group", args=[waiting.pk]), {"code": follower.code})
    assert fresh(waiting).answered_with_id == follower.pk
    assert client.get(reverse("petition_ungroup", args=[waiting.pk])).status_code == 405
    client.post(reverse("petition_ungroup", args=[waiting.pk]))
    assert fresh(waiting).answered_with is None
    client.post(reverse("petition_group", args=[follower.pk]), {"code": leader.code})
    text = client.get(reverse("petition_detail", args=[follower.pk])).content.decode()
    assert "mương bị bồi lấp" in text and leader.code in text
    assert follower.code in client.get(reverse("petition_detail", args=[leader.pk])).content.decode()


def test_likely_doubles_are_merged_in_one_click(sign_in, cast, neighbours):
    main = a_petition(cast=cast)
    rest = [
        a_petition(cast=cast, content=f"Đề nghị nạo vét mương thoát nước xóm Đình, mưa là ngập {word}.")
        for word in ("đường", "nhà")
    ]
    elsewhere = a_petition(cast=cast, content="Trạm y tế thiếu thuốc huyết áp.")
    client = sign_in(cast.office)
    text = client.get(reverse("petition_duplicates")).content.decode()
    assert "3 kiến nghị giống nhau" in text and elsewhere.code not in text and "<mark>" in text
    url = reverse("petition_merge_many")
    assert client.get(url).status_code == 405
    assert (
        client.post(url, {"chon": [rest[0].pk]}, follow=True).content.decode().count("kiến nghị chính") >= 1
    )
    strange = a_petition(cast=neighbours)
    client.post(url, {"chon": [rest[0].pk], "chinh": strange.pk})
    assert fresh(rest[0]).state == PetitionState.RECEIVED
    client.post(url, {"chon": [main.pk, *(one.pk for one in rest)], "chinh": main.pk})
    assert {fresh(one).merged_into_id for one in rest} == {main.pk} and fresh(main).merged_into is None
    assert (
        "Không thấy kiến nghị nào giống nhau" in client.get(reverse("petition_duplicates")).content.decode()
    )
    assert sign_in(cast.front).get(reverse("petition_duplicates")).status_code == 403


def test_the_same_words_about_another_hamlet_are_no_double(cast):
    one = a_petition(
        cast=cast, hamlet="Thôn Đông", content="Đường trục thôn xuống cấp, đề nghị sửa chữa sớm cho dân."
    )
    a_petition(cast=cast, hamlet="Thôn Tây", content="Đường trục bị lún, đề nghị sửa chữa.")
    assert Pool(pool_of(cast.office)).groups() == []
    assert all(twin.is_elsewhere for twin in Pool(pool_of(cast.office)).twins(one))


def test_what_is_answered_together_is_no_longer_proposed_as_a_double(cast):
    leader, follower = a_petition(cast=cast), a_petition(cast=cast)
    assert [len(one.petitions) for one in Pool(pool_of(cast.office)).groups()] == [2]
    group(cast, follower, leader)
    assert Pool(pool_of(cast.office)).groups() == []
