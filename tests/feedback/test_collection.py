"""LP-59, LP-80, LP-106, TD-39: opinion forms, rounds, collectors, what came back: services and rules."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.log import history_of
from core.models import Notice
from core.refusals import NotYourRole, Refused, StaleEdit
from deadlines.models import Deadline
from feedback import services
from feedback.documents.survey import forms_words
from feedback.models import CollectionRound, Collector, FormReturn, OpinionForm, Petition
from feedback.queries import work_items
from feedback.queries.collection import progress_of, tallies
from feedback.queries.suggest import suggestions_for
from feedback.services.opinion_forms import ASKED
from feedback.services.returns import NAMELESS
from feedback.states import ReturnedVia
from tests.factories.collection import (
    OPINION,
    QUESTIONS,
    a_collecting_collector,
    a_collector,
    a_return,
    a_round,
    an_opinion_form,
    collector_values,
    form_values,
    fresh,
    round_values,
)
from tests.factories.dialogue import HELD_ON


def duty_of(collector):
    return Deadline.objects.about(collector).order_by("-pk").first()


# --- the form ---


def test_a_form_is_edited_until_a_form_comes_back_and_copied_afterwards(cast):
    form = an_opinion_form(cast=cast)
    assert list(form.questions.values_list("order", flat=True)) == [1, 2, 3, 4]
    with pytest.raises(StaleEdit):
        services.edit_opinion_form(
            opinion_form=form,
            values=form_values(title="Khác"),
            questions=QUESTIONS,
            version=7,
            actor=cast.office,
        )
    services.edit_opinion_form(
        opinion_form=form,
        values=form_values(),
        questions=QUESTIONS[1:],
        version=form.version,
        actor=cast.office,
    )
    entry = history_of(form)[0]
    assert "Quan tâm lĩnh vực nào?" in entry.changes["các câu hỏi"][0]
    assert "Quan tâm lĩnh vực nào?" not in entry.changes["các câu hỏi"][1]
    collector = a_collecting_collector(cast=cast, collection_round=a_round(cast=cast, form=form))
    form = OpinionForm.objects.get(pk=form.pk)
    with pytest.raises(Refused, match="trong tay người dân"):
        services.edit_opinion_form(
            opinion_form=form,
            values=form_values(),
            questions=QUESTIONS,
            version=form.version,
            actor=cast.office,
        )
    a_return(cast=cast, collector=collector, said=["Đề nghị sửa đường."])
    form = OpinionForm.objects.get(pk=form.pk)
    with pytest.raises(Refused, match="Sao chép để sửa"):
        services.edit_opinion_form(
            opinion_form=form,
            values=form_values(),
            questions=QUESTIONS,
            version=form.version,
            actor=cast.office,
        )
    copy = services.copy_opinion_form(opinion_form=form, actor=cast.front)
    assert copy.title.endswith("(bản sao)")
    assert list(copy.questions.values(*ASKED)) == list(form.questions.values(*ASKED))


def test_a_form_needs_a_question_and_office_or_front(cast, neighbours):
    with pytest.raises(Refused, match="ít nhất một câu hỏi"):
        an_opinion_form(cast=cast, questions=[])
    for who in (cast.chair, cast.unit, cast.party, neighbours.front):
        with pytest.raises(NotYourRole):
            services.add_opinion_form(
                commune=cast.commune, values=form_values(), questions=QUESTIONS, actor=who
            )


# --- the round ---


def test_open_collection_round_starts_a_deadline_for_each_and_tells_them(cast):
    row = a_round(cast=cast)
    with pytest.raises(Refused, match="chưa có nơi thu thập"):
        services.open_collection_round(collection_round=row, actor=cast.front)
    own_day = row.due_on.replace(day=27)
    first = a_collector(cast=cast, collection_round=row, due_on=own_day)
    second = a_collector(cast=cast, collection_round=row, unit=cast.units.front)
    for who in (cast.chair, cast.unit, cast.party):
        with pytest.raises(NotYourRole):
            services.open_collection_round(collection_round=row, actor=who)
    services.open_collection_round(collection_round=row, actor=cast.office)
    assert [duty_of(one).due_on for one in (first, second)] == [own_day, row.due_on]
    assert duty_of(first).owner_unit == cast.units.economy and duty_of(first).kind == "collection"
    assert Notice.objects.filter(recipient=cast.unit, key=f"collector:{first.pk}:open").exists()
    assert history_of(row)[0].sentence == "đã bắt đầu đợt thu thập ý kiến"
    items = [item for item in work_items(cast.unit) if "Nộp kết quả thu thập" in item.sentence]
    assert [item.due_on for item in items] == [own_day]
    # Who is added while it runs is told and dated at once.
    services.add_collectors(
        collection_round=row, units=[cast.units.culture, cast.units.economy],
        values={"audience": "Giáo viên", "forms_out": 10}, actor=cast.front,
    )  # fmt: skip
    third = Collector.objects.get(unit=cast.units.culture)
    assert duty_of(third).due_on == row.due_on and row.collectors.count() == 3
    assert Notice.objects.filter(recipient=cast.other_unit).exists()


def test_close_collection_round_ends_running_dates_and_nothing_more_comes_in(cast):
    collector = a_collecting_collector(cast=cast)
    row = collector.round
    with pytest.raises(NotYourRole):
        services.close_collection_round(collection_round=row, actor=cast.unit)
    services.close_collection_round(collection_round=row, actor=cast.office)
    assert duty_of(collector).state == "cancelled"
    with pytest.raises(Refused, match="không mở"):
        a_return(cast=cast, collector=fresh(collector))


def test_reopen_collection_round_starts_dates_again_unless_its_day_has_passed(cast):
    collector = a_collecting_collector(cast=cast)
    row = services.close_collection_round(collection_round=collector.round, actor=cast.office)
    services.reopen_collection_round(collection_round=row, actor=cast.front)
    assert duty_of(collector).state == "open"
    assert Notice.objects.filter(recipient=cast.unit, title__contains="mở lại").exists()
    services.close_collection_round(collection_round=row, actor=cast.office)
    CollectionRound.objects.filter(pk=row.pk).update(due_on=row.due_on.replace(day=1))
    with pytest.raises(Refused, match="Hạn nộp của đợt đã qua"):
        services.reopen_collection_round(
            collection_round=CollectionRound.objects.get(pk=row.pk), actor=cast.office
        )


def test_a_round_ends_before_the_conference_and_running_dates_follow_its_own(cast):
    with pytest.raises(Refused, match="trước ngày đó"):
        a_round(cast=cast, due_on=HELD_ON)
    collector = a_collecting_collector(cast=cast)
    row = collector.round
    later = row.due_on.replace(day=30)
    values = round_values(form=row.form, due_on=later)
    services.edit_collection_round(
        collection_round=row,
        values=values,
        version=CollectionRound.objects.get(pk=row.pk).version,
        actor=cast.office,
    )
    assert duty_of(collector).due_on == later
    assert Deadline.objects.about(collector).open().count() == 1
    a_return(cast=cast, collector=fresh(collector))
    with pytest.raises(Refused, match="không đổi mẫu phiếu"):
        services.edit_collection_round(
            collection_round=CollectionRound.objects.get(pk=row.pk), version=99, actor=cast.office,
            values=round_values(form=an_opinion_form(cast=cast)),
        )  # fmt: skip


# --- who collects ---


def test_submit_collector_meets_its_date(cast):
    collector = a_collecting_collector(cast=cast)
    with pytest.raises(NotYourRole):
        services.submit_collector(collector=collector, actor=cast.other_unit)
    services.submit_collector(collector=collector, actor=cast.unit)
    assert duty_of(collector).state == "met"


def test_return_collector_runs_its_date_again_and_says_what_is_missing(cast):
    collector = a_collecting_collector(cast=cast)
    services.submit_collector(collector=collector, actor=cast.front)
    with pytest.raises(NotYourRole):
        services.return_collector(collector=collector, reason="Còn thiếu", actor=cast.unit)
    with pytest.raises(Refused, match="cần thu thập thêm gì"):
        services.return_collector(collector=collector, reason=" ", actor=cast.front)
    services.return_collector(collector=collector, reason="Còn thiếu xóm Đình.", actor=cast.front)
    assert duty_of(collector).state == "open"
    assert "Còn thiếu xóm Đình." in Notice.objects.get(title__contains="thu thập tiếp").body
    assert history_of(collector)[0].note == "Còn thiếu xóm Đình."


def test_the_party_board_hands_in_what_it_collected_itself(cast):
    """LP-59: Ban xây dựng Đảng gathers petitions as well."""
    collector = a_collecting_collector(cast=cast, unit=cast.units.party)
    assert [item.due_on for item in work_items(cast.party) if "Nộp kết quả" in item.sentence]
    a_return(cast=cast, collector=collector, actor=cast.party)
    services.submit_collector(collector=collector, actor=cast.party)
    assert duty_of(collector).state == "met"


def test_submit_collector_is_refused_before_the_round_begins(cast):
    with pytest.raises(Refused, match="Hãy mở đợt trước"):
        services.submit_collector(collector=a_collector(cast=cast), actor=cast.unit)


def test_a_unit_reports_its_own_forms_and_stands_once_in_a_round(cast, neighbours):
    collector = a_collecting_collector(cast=cast)
    services.report_collector(collector=collector, forms_out=55, actor=cast.unit)
    assert Collector.objects.get(pk=collector.pk).forms_out == 55
    with pytest.raises(NotYourRole):
        services.report_collector(collector=collector, forms_out=1, actor=cast.other_unit)
    with pytest.raises(Refused, match="đã có trong đợt"):
        a_collector(cast=cast, collection_round=collector.round)
    with pytest.raises(Refused, match="không thuộc xã này"):
        a_collector(cast=cast, collection_round=collector.round, unit=neighbours.units.economy)
    with pytest.raises(Refused, match="Đợt đã bắt đầu"):
        services.remove_collector(collector=collector, actor=cast.front)
    services.edit_collector(
        collector=collector,
        values=collector_values(due_on=collector.round.due_on.replace(day=28)),
        actor=cast.front,
    )
    assert duty_of(collector).due_on.day == 28
    assert Collector.objects.visible_to(cast.other_unit).count() == 0
    assert (
        Collector.objects.visible_to(cast.unit).count()
        == CollectionRound.objects.visible_to(cast.unit).count()
        == 1
    )


# --- what comes back ---


def test_a_form_becomes_petitions_and_counted_choices(cast):
    collector = a_collecting_collector(cast=cast)
    said = (
        ["Đất đai", "Y tế", "Bịa đặt"],
        "Sửa đường.\r\n---\r\nNạo vét mương.\n",
        "Ông A cửa quyền.",
        "Bằng văn bản",
    )
    made = a_return(cast=cast, collector=collector, said=said, name="Bà Hoa", hamlet="Thôn Đông", phone="0912 345 678", hide_name=True)  # fmt: skip
    petitions = list(Petition.objects.filter(form_return=made).order_by("pk"))
    assert [one.content for one in petitions] == ["Sửa đường.", "Nạo vét mương.", "Ông A cửa quyền."]
    first, last = petitions[0], petitions[-1]
    assert (first.source, first.collector, first.field, first.state) == (
        "front_form",
        cast.units.economy,
        "",
        "received",
    )
    assert first.hide_name and first.hamlet == "Thôn Đông" and first.conference == collector.round.conference
    assert (first.petitioners.get().name, first.petitioners.get().phone) == ("Bà Hoa", "0912 345 678")
    # LP-29: what is said about officials is kept to those who need it from the first moment.
    assert last.names_official and not first.names_official
    assert last not in Petition.objects.visible_to(cast.front)
    assert "Ông/bà có kiến nghị gì?" in history_of(first)[0].note
    chosen = made.answers.exclude(question__kind="opinion").values_list("option", flat=True)
    assert sorted(chosen) == ["Bằng văn bản", "Y tế", "Đất đai"]
    # The field is the office's to say; what was asked suggests one, with the reason.
    hint = suggestions_for([last], cast.commune)[last.pk].field
    assert hint.value == "conduct" and "câu hỏi của phiếu" in hint.why
    board = Petition.objects.with_asked_field()
    assert [board.get(pk=one.pk).asked_field for one in petitions] == ["", "", "conduct"]
    nameless = a_return(cast=cast, collector=collector, said=("", "Ngập đường."))
    assert nameless.number == 2 and nameless.petitions.get().raised_by == NAMELESS
    count = progress_of([collector.round], cast.front)[collector.round_id]
    assert (count.back, count.opinions, count.out, count.percent) == (2, 4, 40, 5)
    assert forms_words(collector.round.conference) == " Đã phát 40 phiếu lấy ý kiến, thu về 2 phiếu."


def test_a_form_is_refused_empty_too_long_from_tomorrow_and_from_strangers(cast, neighbours):
    collector = a_collecting_collector(cast=cast)
    for said in ([], ("", "  \n---\n "), (["Không có phương án này"],), ("", "\n---\n".join("abcdefghijk"))):
        with pytest.raises(Refused):
            a_return(cast=cast, collector=collector, said=said)
    for who in (cast.chair, cast.party, cast.other_unit, neighbours.office, neighbours.unit):
        with pytest.raises(NotYourRole):
            a_return(cast=cast, collector=collector, actor=who)
    assert FormReturn.objects.count() == Petition.objects.count() == 0
    for who in (cast.office, cast.front):
        a_return(cast=cast, collector=collector, actor=who)


def test_a_slip_is_undone_by_who_made_it_before_anybody_works_on_it(cast):
    collector = a_collecting_collector(cast=cast)
    made = a_return(cast=cast, collector=collector, said=(["Y tế"], "Sửa đường."))
    code = made.petitions.get().code
    with pytest.raises(NotYourRole):
        services.undo_form_return(form_return=made, actor=cast.front)
    services.undo_form_return(form_return=made, actor=cast.unit)
    assert not FormReturn.objects.exists() and not Petition.objects.exists()
    assert code in history_of(collector)[0].note
    worked_on = a_return(cast=cast, collector=collector)
    services.classify_petition(
        petition=worked_on.petitions.get(), field="land", competence="commune", triage="later", is_urgent=False,
        actor=cast.office,
    )  # fmt: skip
    online = a_return(cast=cast, collector=collector, via=ReturnedVia.ONLINE)
    with_file = a_return(cast=cast, collector=collector)
    pdf = SimpleUploadedFile("don.pdf", b"%PDF-1.4\n")
    services.attach_to_petition(petition=with_file.petitions.get(), files=[pdf], actor=cast.office)
    for form, who in ((worked_on, cast.unit), (online, cast.unit), (with_file, cast.unit)):
        with pytest.raises(Refused):
            services.undo_form_return(form_return=form, actor=who)


def test_tallies_count_each_option_of_those_who_answered(cast, django_assert_max_num_queries):
    collector = a_collecting_collector(cast=cast)
    for chosen, way in ((["Đất đai", "Y tế"], "Tại hội nghị"), (["Đất đai"], ""), ("", "Bằng văn bản")):
        a_return(cast=cast, collector=collector, said=(chosen, "", "", way))
    with django_assert_max_num_queries(3):
        many, one = tallies(fresh(collector).round)
    assert many["base"] == 2
    assert [(row["count"], row["percent"]) for row in many["rows"]] == [(2, 100), (0, 0), (1, 50)]
    assert [(row["option"], row["count"]) for row in one["rows"]] == [
        ("Tại hội nghị", 1),
        ("Bằng văn bản", 1),
    ]


def test_two_units_questions_stay_apart(cast):
    """An answer that belongs to another form's question is left out."""
    collector = a_collecting_collector(cast=cast)
    other = an_opinion_form(cast=cast, questions=[OPINION | {"text": "Khác"}]).questions.get()
    with pytest.raises(Refused, match="chưa có ý kiến"):
        services.record_form(
            collector=collector, answers={other.pk: "Lạc"}, person={}, returned_on=collector.round.from_on,
            actor=cast.unit, via=ReturnedVia.PAPER,
        )  # fmt: skip


def test_a_form_that_says_nothing_came_back_and_is_no_petition(cast):
    collector = a_collecting_collector(cast=cast)
    made = a_return(cast=cast, collector=collector, said=("", "Không có ý kiến gì ạ."))
    assert made.petitions.count() == 0 and made.number == 1
    both = a_return(cast=cast, collector=collector, said=("", "Không\n---\nSửa cầu ao xóm Đình."))
    assert [petition.content for petition in both.petitions.all()] == ["Sửa cầu ao xóm Đình."]
    with pytest.raises(Refused, match="chưa có ý kiến nào"):
        a_return(cast=cast, collector=collector, said=("", ""))
