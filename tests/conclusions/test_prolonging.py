"""More time for a promise: asked by its unit, decided by the chair or the delegate; the first day stays (LP-18)."""

from datetime import date

import pytest

from conclusions import rules, services
from conclusions.models import Commitment, CommitmentExtension
from conclusions.queries.commitments import commitment_work
from conclusions.queries.figures import by_unit, results_of
from conclusions.states import COMMITMENT_EXTENSION_MOVES, ExtensionState
from core.log import history_of
from core.models import Notice, User
from core.refusals import NotYourRole, Refused
from core.states import Role
from deadlines.models import Deadline
from deadlines.sweep import sweep
from tests.factories import conclusions as make
from tests.factories import core as core_make
from tests.factories.dialogue import on_the
from tests.factories.promises import a_wish, promises

pytestmark = pytest.mark.django_db
FIRST, WANTED = make.PENDING_DUE_ON, date(2026, 7, 20)
DECIDED_ON = date(2026, 6, 12)


@pytest.fixture
def promise(cast):
    return promises(cast=cast)[0]


@pytest.fixture
def wish(cast, promise):
    return a_wish(cast=cast, commitment=promise)


def approve(wish, actor, on=DECIDED_ON, **more):
    with on_the(on):
        return services.approve_commitment_extension(commitment_extension=wish, actor=actor, **more)


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_approve_commitment_extension_moves_the_day_and_keeps_the_first(cast, promise, wish):
    """LP-18: the first date stays on the promise, on its deadline, in the log."""
    approve(wish, cast.chair)
    promise.refresh_from_db()
    assert (promise.due_on, promise.first_due_on) == (WANTED, FIRST)
    deadline = Deadline.objects.about(promise).of_kind("commitment").get()
    assert (deadline.due_on, deadline.original_due_on) == (WANTED, FIRST)
    assert (wish.state, wish.granted_on, wish.decided_by) == (ExtensionState.APPROVED, WANTED, cast.chair)
    assert history_of(promise)[0].changes == {"Hạn": ["30/06/2026", "20/07/2026"]}
    for person in (cast.unit, cast.front, cast.office):
        assert Notice.objects.filter(recipient=person, key=f"commitment_extension.approve:{wish.pk}").exists()


def test_the_first_day_stands_in_the_report_of_results_too(cast, promise, wish):
    """LP-93, LP-18."""
    approve(wish, cast.chair)
    (row,) = [
        row for row in results_of(promise.conference, date(2026, 7, 1)) if row.code == promise.petition.code
    ]
    assert (row.due_on, row.words) == (WANTED, "Đang giải quyết; hạn ban đầu 30/06/2026")


def test_who_was_due_on_a_friday_and_is_done_on_the_saturday_is_late_in_every_report(cast):
    """LP-93, LP-18: no working day lies between, yet the day has passed; the scoreboard says the same."""
    row = make.a_reported_commitment(cast=cast, reported_on=date(2026, 7, 4))
    Commitment.objects.filter(pk=row.pk).update(due_on=date(2026, 7, 3))
    results = results_of(row.conference, date(2026, 7, 6))
    (found,) = [one for one in results if one.due_on == date(2026, 7, 3)]
    assert (found.is_late, found.late_days) == (True, 0)
    (unit,) = by_unit([found])
    assert (unit.in_time, unit.late) == (0, 1)


def test_approve_commitment_extension_may_grant_less_than_was_wanted_never_more(cast, promise, wish):
    with pytest.raises(Refused, match="chỉ xin lùi đến 20/07/2026"):
        approve(wish, cast.chair, granted_on=date(2026, 7, 21))
    with pytest.raises(Refused, match="phải sau hạn đang ghi, thứ Ba, 30/06/2026"):
        approve(wish, cast.chair, granted_on=FIRST)
    assert CommitmentExtension.objects.get().state == ExtensionState.REQUESTED, "nothing is half decided"
    approve(wish, cast.chair, granted_on=date(2026, 7, 10), note="Làm sớm hơn.")
    promise.refresh_from_db()
    assert promise.due_on == date(2026, 7, 10)


def test_approve_commitment_extension_after_the_day_leaves_the_breach_on_the_record(cast, promise):
    """A breach that happened is not undone by more time."""
    with on_the(date(2026, 7, 2)):
        sweep()
    late = a_wish(cast=cast, commitment=promise, on=date(2026, 7, 2))
    approve(late, cast.chair, on=date(2026, 7, 3))
    deadline = Deadline.objects.about(promise).of_kind("commitment").get()
    assert deadline.breached_on == date(2026, 7, 1)
    assert deadline.is_open
    with on_the(date(2026, 7, 15)):
        services.report_commitment(commitment=fresh_promise(promise), text="Xong.", actor=cast.unit)
    deadline.refresh_from_db()
    assert (deadline.is_met_late, deadline.breached_on) == (False, date(2026, 7, 1))


def fresh_promise(promise):
    return type(promise).objects.with_names().get(pk=promise.pk)


def test_approve_commitment_extension_by_the_delegate_of_this_conference_only(cast, promise, wish):
    """LP-68."""
    other = promises(cast=cast, title="Hội nghị khác")[0]
    another = a_wish(cast=cast, commitment=other)
    with on_the(make.DRAFTED_ON):
        core_make.a_delegation(
            cast=cast, subject=promise.conference, starts_on=date(2026, 5, 1), ends_on=date(2026, 6, 30)
        )
    with on_the(DECIDED_ON):
        delegate = fresh(cast.vice_chair)
        assert [item.url for item in commitment_work(delegate)] == [f"/cam-ket/{promise.pk}/#lui-han"]
    with pytest.raises(NotYourRole, match="được uỷ quyền chủ trì"):
        approve(another, delegate)
    assert approve(wish, delegate).decided_by == cast.vice_chair


def test_approve_commitment_extension_is_refused_to_who_asked(cast, promise):
    """A delegate who belongs to the unit asks, and does not decide about himself."""
    with on_the(make.DRAFTED_ON):
        core_make.a_delegation(
            cast=cast, subject=promise.conference, delegate=cast.unit,
            starts_on=date(2026, 5, 1), ends_on=date(2026, 6, 30),
        )  # fmt: skip
    wish = a_wish(cast=cast, commitment=promise)
    with pytest.raises(NotYourRole, match="không được tự quyết định"):
        approve(wish, fresh(cast.unit))


def test_reject_commitment_extension_needs_a_reason_and_leaves_the_day(cast, promise, wish):
    with on_the(DECIDED_ON):
        with pytest.raises(Refused, match="Hãy ghi lý do"):
            services.reject_commitment_extension(commitment_extension=wish, actor=cast.chair, reason=" ")
        services.reject_commitment_extension(commitment_extension=wish, actor=cast.chair, reason="Việc gấp.")
    promise.refresh_from_db()
    assert (promise.due_on, wish.state, wish.decision_note) == (FIRST, ExtensionState.REJECTED, "Việc gấp.")
    assert Notice.objects.filter(recipient=cast.unit, key=f"commitment_extension.reject:{wish.pk}").exists()


def test_two_people_of_a_unit_who_ask_at_the_same_moment_make_one_wish(cast, promise, wish, monkeypatch):
    """The second asked the rule before the first had asked the chair."""
    monkeypatch.setattr("conclusions.rules.check_can_request_commitment_extension", lambda *asked: None)
    with pytest.raises(Refused, match="Đã có một đề nghị lùi hạn"):
        a_wish(cast=cast, commitment=promise)
    assert CommitmentExtension.objects.count() == 1


def test_a_second_wish_waits_for_the_first_and_may_follow_it(cast, promise, wish):
    with pytest.raises(Refused, match="Đã có một đề nghị lùi hạn"):
        a_wish(cast=cast, commitment=promise)
    approve(wish, cast.chair)
    again = a_wish(
        cast=cast, commitment=fresh_promise(promise), wanted_on=date(2026, 8, 1), on=date(2026, 7, 1)
    )
    assert again.due_before_on == WANTED
    approve(again, cast.chair, on=date(2026, 7, 2))
    promise.refresh_from_db()
    assert (promise.due_on, promise.first_due_on) == (date(2026, 8, 1), FIRST)


@pytest.mark.parametrize(
    ("wanted_on", "on", "sentence"),
    [
        (FIRST, date(2026, 6, 10), "phải sau hạn đang ghi"),
        (date(2026, 7, 5), date(2026, 7, 5), "phải sau hôm nay"),
    ],
)
def test_a_wish_for_a_day_that_cannot_be_is_refused(cast, promise, wanted_on, on, sentence):
    with pytest.raises(Refused, match=sentence):
        a_wish(cast=cast, commitment=promise, wanted_on=wanted_on, on=on)


def test_only_its_unit_asks_the_office_for_a_unit_without_an_account(cast, promise):
    for person in (cast.other_unit, cast.office, cast.front, cast.chair):
        with pytest.raises(NotYourRole, match="Chỉ đơn vị được giao"):
            a_wish(cast=cast, commitment=promise, actor=person)
    User.objects.filter(pk=cast.unit.pk).update(is_active=False)
    assert a_wish(cast=cast, commitment=promise, actor=cast.office).requested_by == cast.office


def test_a_wish_about_work_that_is_done_is_closed_by_the_confirmation(cast, promise, wish):
    with on_the(DECIDED_ON):
        services.report_commitment(commitment=promise, text="Xong.", actor=cast.unit)
        with pytest.raises(Refused, match="không cần lùi hạn nữa"):
            approve(wish, cast.chair)
        assert commitment_work(fresh(cast.chair)) == [], "nothing is left to decide"
        services.confirm_commitment(commitment=promise, actor=cast.front)
    wish = CommitmentExtension.objects.get()
    assert (wish.state, wish.decided_by) == (ExtensionState.REJECTED, None)
    with pytest.raises(Refused, match="không cần xin lùi hạn"):
        a_wish(cast=cast, commitment=promise)


@pytest.mark.parametrize("name", list(COMMITMENT_EXTENSION_MOVES))
def test_every_state_move_and_role(cast, wish, name):
    check = getattr(rules, f"check_can_{name}_commitment_extension")
    for state in ExtensionState:
        CommitmentExtension.objects.filter(pk=wish.pk).update(state=state)
        wish.refresh_from_db()
        for person in ("office", "chair", "unit", "front", "party", "province", "admin"):
            answer = None
            try:
                check(getattr(cast, person), wish)
            except Refused as refused:
                answer = refused
            fits = state in wish.MOVES[name].sources
            allowed = fits and Role(person) in wish.MOVES[name].roles
            assert (answer is None) == allowed, (state, person, answer)
            assert isinstance(answer, NotYourRole) == (fits and not allowed)
