"""Services of petitions: codes, people, editing, classes, upward reports, rejection."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from core.access import actions_for
from core.clock import local_today
from core.log import history_of
from core.models import Attachment, AuditEntry, User
from core.refusals import NotYourRole, Refused, StaleEdit
from feedback import services
from feedback.models import Petition
from feedback.services.petitions import next_code
from feedback.states import Competence, Field, PetitionState, Triage
from tests.factories.core import a_delegation
from tests.factories.dialogue import a_conference
from tests.factories.feedback import (
    CONTENT,
    TODAY,
    a_classified_petition,
    a_petition,
    an_answered_petition,
    an_assignment,
    an_upward_petition,
    petition_values,
    the_conference,
)

CLASSES = {"field": Field.LAND, "competence": Competence.COMMUNE, "triage": Triage.LATER, "is_urgent": False}


# Codes and entering


def test_codes_count_up_per_commune_and_year(cast, neighbours):
    first, second, other = a_petition(cast=cast), a_petition(cast=cast), a_petition(cast=neighbours)
    assert [first.code, second.code, other.code] == ["KN-2026-0001", "KN-2026-0002", "KN-2026-0001"]
    assert next_code(cast.commune, 2027) == "KN-2027-0001"


def test_a_code_is_never_given_twice_even_after_a_deletion(cast):
    a_petition(cast=cast)
    last = a_petition(cast=cast)
    Petition.objects.filter(pk=last.pk).delete()
    assert a_petition(cast=cast).code == "KN-2026-0003"


@pytest.mark.parametrize("who", ["office", "clerk", "front"])
def test_add_petition_by_office_and_front(cast, who):
    """LP-59, LP-106."""
    petition = a_petition(cast=cast, actor=getattr(cast, who))
    assert petition.state == PetitionState.RECEIVED
    assert [entry.action for entry in history_of(petition)] == ["petition.add"]


@pytest.mark.parametrize("who", ["unit", "chair", "party", "province", "admin"])
def test_add_petition_is_refused_to_others(cast, who):
    with pytest.raises(NotYourRole, match="Mặt trận"):
        a_petition(cast=cast, actor=getattr(cast, who))


def test_add_petition_to_a_foreign_commune_is_refused(cast, neighbours):
    with pytest.raises(NotYourRole):
        a_petition(cast=cast, actor=neighbours.office)


def test_add_petition_needs_somebody_who_raised_it(cast):
    with pytest.raises(Refused, match="ít nhất một người"):
        a_petition(cast=cast, petitioners=[{"name": "  "}])
    assert not Petition.objects.exists()


def test_add_petition_keeps_several_people_and_a_collective(cast):
    """LP-15: a person or a collective."""
    petition = a_petition(
        cast=cast,
        petitioners=[
            {"name": "Ông Ba"},
            {"name": ""},
            {"name": "Tổ 4", "is_collective": True, "members": 30},
        ],
    )
    assert list(petition.petitioners.values_list("name", "members")) == [("Ông Ba", None), ("Tổ 4", 30)]
    assert petition.raised_by == "Ông Ba và 1 người khác"


def test_add_petition_with_a_bad_file_leaves_nothing(cast):
    bad = SimpleUploadedFile("don.pdf", b"<script>alert(1)</script>")
    with pytest.raises(ValidationError):
        services.add_petition(
            conference=the_conference(cast),
            values=petition_values(),
            petitioners=[{"name": "A"}],
            files=[bad],
            actor=cast.office,
        )
    assert not Petition.objects.exists()
    assert not Attachment.objects.exists()


def test_search_finds_without_diacritics_in_matter_code_people_and_hamlet(cast):
    petition = a_petition(cast=cast, petitioners=[{"name": "Đỗ Thị Ngọc Ánh", "hamlet": "Thôn Phượng Hoàng"}])
    for words in (
        "nao vet",
        "NẠO  vét",
        "kn-2026-0001",
        "ngoc anh",
        "phuong hoang",
        "thon dong",
        "ánh mương",
    ):
        assert list(Petition.objects.search(words)) == [petition], words
    assert not Petition.objects.search("dien luc").exists()


def test_search_takes_percent_and_underscore_as_they_are(cast):
    a_petition(cast=cast)
    assert not Petition.objects.search("%").exists()
    assert not Petition.objects.search("_").exists()


# Editing


def edit(petition, actor, version=None, petitioners=None, **values):
    values = {name: getattr(petition, name) for name in petition_values()} | values
    people = petitioners or list(petition.petitioners.values("name", "hamlet", "phone", "address"))
    return services.edit_petition(
        petition=Petition.objects.get(pk=petition.pk),
        values=values,
        petitioners=people,
        version=version or petition.version,
        actor=actor,
    )


def test_edit_petition_keeps_search_and_history_up_to_date(cast):
    petition = a_petition(cast=cast)
    edit(petition, cast.clerk, content="Đề nghị lắp đèn đường", petitioners=[{"name": "Ông Tám"}])
    assert Petition.objects.search("den duong ong tam").exists()
    assert not Petition.objects.search("nao vet").exists()
    log = [entry.sentence for entry in history_of(petition)]
    assert "đã sửa kiến nghị" in log and "đã sửa người kiến nghị" in log


def test_edit_petition_tells_the_second_of_two_with_both_texts(cast):
    petition = a_petition(cast=cast)
    edit(petition, cast.office, content="Bản của người thứ nhất")
    with pytest.raises(StaleEdit) as stale:
        edit(
            petition,
            cast.clerk,
            content="Bản của người thứ hai",
            version=1,
            petitioners=[{"name": "Người khác"}],
        )
    assert stale.value.saved["content"][1:] == ("Bản của người thứ nhất", "Bản của người thứ hai")
    assert "Người khác" in stale.value.saved["petitioners"][2]
    assert Petition.objects.get(pk=petition.pk).content == "Bản của người thứ nhất"


def test_edit_petition_of_people_alone_also_counts_as_a_version(cast):
    petition = a_petition(cast=cast)
    edit(petition, cast.office, petitioners=[{"name": "Ông Tám"}])
    with pytest.raises(StaleEdit):
        edit(petition, cast.clerk, version=1, petitioners=[{"name": "Ông Chín"}])


def test_edit_petition_never_writes_phones_into_the_log(cast):
    petition = a_petition(cast=cast)
    edit(petition, cast.office, petitioners=[{"name": "Ông Tám", "phone": "0987 654 321", "address": "Số 9"}])
    changes = " ".join(str(entry.changes) for entry in AuditEntry.objects.about(petition))
    assert "Ông Tám" in changes
    assert "0987" not in changes and "0912" not in changes and "Số 9" not in changes


def test_edit_petition_is_the_fronts_own_until_it_is_classified(cast):
    petition = a_petition(cast=cast, actor=cast.front)
    edit(petition, cast.front, content="Nội dung đã sửa")
    petition.refresh_from_db()
    services.classify_petition(petition=petition, actor=cast.office, **CLASSES)
    with pytest.raises(Refused, match="đã phân loại"):
        edit(petition, cast.front, content="Sửa nữa")
    with pytest.raises(NotYourRole):
        edit(a_petition(cast=cast), cast.front, content="Của Văn phòng")


def test_edit_petition_is_refused_once_there_is_an_outcome(cast):
    petition = an_answered_petition(cast=cast)
    with pytest.raises(Refused, match="đã có kết quả"):
        edit(petition, cast.office, content="Khác")


# Contacts


@pytest.mark.parametrize("who", ["office", "chair", "front"])
def test_reading_contacts_is_logged(cast, who):
    petition = a_petition(cast=cast)
    people = services.read_contacts(petition=petition, actor=getattr(cast, who))
    assert people[0].phone == "0912 345 678"
    entry = history_of(petition)[0]
    assert entry.action == "personal_data.read" and entry.actor == getattr(cast, who)


@pytest.mark.parametrize("who", ["unit", "party", "admin", "province"])
def test_reading_contacts_is_refused_to_who_does_not_need_them(cast, who):
    with pytest.raises(NotYourRole, match="Số điện thoại"):
        services.read_contacts(petition=a_petition(cast=cast), actor=getattr(cast, who))


# Classifying


def test_classify_petition_gives_all_three_classes(cast):
    """LP-16, LP-60."""
    petition = a_classified_petition(cast=cast)
    assert petition.state == PetitionState.CLASSIFIED
    changes = history_of(petition)[0].changes
    assert changes["lĩnh vực"] == ["", "Đất đai"]


@pytest.mark.parametrize("missing", ["field", "competence", "triage"])
def test_classify_petition_needs_field_competence_and_triage(cast, missing):
    with pytest.raises(Refused, match="đủ lĩnh vực"):
        services.classify_petition(
            petition=a_petition(cast=cast), actor=cast.office, **CLASSES | {missing: ""}
        )


def test_classify_petition_of_own_competence_never_goes_upwards(cast):
    """LP-32."""
    with pytest.raises(Refused, match="thẩm quyền xã"):
        a_classified_petition(cast=cast, competence=Competence.COMMUNE, triage=Triage.UPWARD)


def test_classify_petition_is_the_offices(cast):
    for who in (cast.front, cast.chair, cast.unit):
        with pytest.raises(NotYourRole):
            services.classify_petition(petition=a_petition(cast=cast), actor=who, **CLASSES)


def test_classify_petition_again_before_it_is_assigned_but_not_after(cast):
    petition = a_classified_petition(cast=cast)
    services.classify_petition(petition=petition, actor=cast.office, **CLASSES)
    an_assignment(cast=cast, petition=petition)
    petition.refresh_from_db()
    with pytest.raises(Refused, match="Đã giao đơn vị"):
        services.classify_petition(petition=petition, actor=cast.office, **CLASSES)


def test_classify_many_does_all_or_none_and_names_the_one_in_the_way(cast):
    first, done = a_petition(cast=cast), an_answered_petition(cast=cast)
    with pytest.raises(Refused, match=f"^{done.code}: "):
        services.classify_petitions(petitions=[first, done], actor=cast.office, **CLASSES)
    first.refresh_from_db()
    assert first.state == PetitionState.RECEIVED
    second = a_petition(cast=cast, is_urgent=True)
    assert services.classify_petitions(petitions=[first, second], actor=cast.office, **CLASSES) == 2
    second.refresh_from_db()
    assert second.state == PetitionState.CLASSIFIED and second.is_urgent


# Upwards and rejection


def test_report_up_petition_keeps_to_whom_when_and_number(cast):
    """LP-41, LP-67."""
    petition = an_upward_petition(cast=cast)
    services.report_up_petition(
        petition=petition,
        upward_to="UBND thành phố",
        upward_on=TODAY,
        upward_number="15/BC",
        actor=cast.office,
    )
    petition.refresh_from_db()
    assert (petition.state, petition.upward_to, petition.upward_on) == (
        "reported_up",
        "UBND thành phố",
        TODAY,
    )
    assert "15/BC" in history_of(petition)[0].note


def test_report_up_petition_is_refused_for_what_the_commune_answers(cast):
    petition = a_classified_petition(cast=cast)
    with pytest.raises(Refused, match="không thuộc diện"):
        services.report_up_petition(
            petition=petition, upward_to="UBND TP", upward_on=TODAY, upward_number="", actor=cast.office
        )
    names = {action.name: action for action in actions_for(cast.office, petition)}
    assert not names["report_up"].enabled and names["report_up"].reason


def test_reject_petition_needs_a_reason(cast):
    """LP-31."""
    petition = a_petition(cast=cast)
    with pytest.raises(Refused, match="lý do"):
        services.reject_petition(petition=petition, reason=" ", actor=cast.office)
    services.reject_petition(petition=petition, reason="Ngoài phạm vi đối thoại.", actor=cast.office)
    assert petition.state == PetitionState.REJECTED
    with pytest.raises(NotYourRole):
        services.reject_petition(petition=a_petition(cast=cast), reason="x", actor=cast.unit)


def test_answer_petition_and_unassign_petition_are_the_systems_and_logged(cast):
    petition = a_petition(cast=cast)
    services.answer_petition(petition=petition, note="Trả lời tại hội nghị.")
    entry = history_of(petition)[0]
    assert petition.state == PetitionState.ANSWERED and entry.actor is None
    with pytest.raises(Refused):
        services.unassign_petition(petition=petition, reason="không còn giao")


def test_unassign_petition_puts_it_back(cast):
    petition = an_assignment(cast=cast).petition
    services.unassign_petition(petition=petition, reason="Đơn vị từ chối")
    assert petition.state == PetitionState.CLASSIFIED


# Who sees what


def test_conduct_of_officials_is_seen_by_few(cast):
    """LP-29."""
    petition = a_classified_petition(cast=cast, field=Field.CONDUCT, triage=Triage.LATER)
    lead = an_assignment(cast=cast, petition=petition, unit=cast.units.culture)
    sees = {
        who: Petition.objects.visible_to(getattr(cast, who)).exists()
        for who in ("office", "chair", "front", "party", "unit", "other_unit", "province", "admin")
    }
    assert sees == {
        "office": True, "chair": True, "other_unit": True, "front": False, "party": False, "unit": False,
        "province": False, "admin": False,
    }  # fmt: skip
    assert CONTENT not in lead.petition.public_label


def test_who_entered_a_petition_on_conduct_keeps_seeing_it(cast):
    petition = a_petition(cast=cast, actor=cast.front)
    services.classify_petition(petition=petition, actor=cast.office, **CLASSES | {"field": Field.CONDUCT})
    assert Petition.objects.visible_to(cast.front).exists()
    assert not Petition.objects.visible_to(cast.party).exists()


def test_received_on_of_another_year_counts_that_year(cast):
    petition = a_petition(cast=cast, received_on=date(2025, 12, 30))
    assert petition.code == "KN-2025-0001"
    assert a_petition(cast=cast, received_on=TODAY - timedelta(days=1)).code == "KN-2026-0001"


def test_a_delegate_sees_the_petitions_of_the_delegated_conference_only(cast):
    """LP-68, least data: standing in at one conference opens nothing of the others."""
    here = a_petition(cast=cast)
    there = a_petition(cast=cast, conference=a_conference(cast=cast))
    today = local_today()
    a_delegation(cast=cast, subject=here.conference, starts_on=today, ends_on=today, delegate=cast.vice_chair)
    delegate = User.objects.get(pk=cast.vice_chair.pk)
    assert set(Petition.objects.visible_to(delegate)) == {here}
    assert set(Petition.objects.visible_to(cast.chair)) == {here, there}
