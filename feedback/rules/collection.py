"""Who may design opinion forms, run a round of collecting, collect in it, key in and send forms."""

from core.access import has_role, need_role
from core.clock import local_today
from core.refusals import NotYourRole, Refused
from core.states import Role
from core.vietnamese import long_date
from core.workflow import check_state
from dialogue.states import ConferenceState
from feedback.models import FormReturn, Petition
from feedback.states import CollectorState, ReturnedVia, RoundState

ONLY_ROUNDS = "Chỉ Văn phòng và Mặt trận được lập mẫu phiếu, đợt thu thập. Hãy nhờ một trong hai nơi này."
ONLY_COLLECTOR = (
    "Chỉ đơn vị thu thập, Văn phòng và Mặt trận được làm việc này. Hãy chuyển cho người của đơn vị đó."
)
SHUT = "Đợt thu thập này không mở nên không nhận phiếu. Cần nhập tiếp, hãy mở lại đợt."
OVER = "Hội nghị đã diễn ra hoặc đã huỷ nên không thu thập ý kiến nữa. Hãy lập đợt cho hội nghị khác."
FORMS_ARE_BACK = (
    "Đã có phiếu thu về theo mẫu này nên câu hỏi không sửa được nữa: số liệu cũ sẽ sai nghĩa. "
    "Hãy bấm “Sao chép để sửa” rồi dùng bản mới cho đợt sau."
)
FORMS_ARE_OUT = (
    "Một đợt đang thu thập bằng mẫu này, phiếu đã ở trong tay người dân, nên câu hỏi không sửa được nữa. "
    "Hãy bấm “Sao chép để sửa” rồi chọn bản mới cho đợt."
)


def check_can_add_opinion_form(user, commune):
    """LP-80, TD-39: the office and the Front make the form."""
    need_role(user, commune, Role.OFFICE, Role.FRONT, sentence=ONLY_ROUNDS)


def check_can_edit_opinion_form(user, opinion_form):
    need_role(user, opinion_form, Role.OFFICE, Role.FRONT, sentence=ONLY_ROUNDS)
    if FormReturn.objects.filter(round__form=opinion_form).exists():
        raise Refused(FORMS_ARE_BACK)
    if opinion_form.rounds.open().exists():
        raise Refused(FORMS_ARE_OUT)


def check_can_copy_opinion_form(user, opinion_form):
    need_role(user, opinion_form, Role.OFFICE, Role.FRONT, sentence=ONLY_ROUNDS)


def check_can_add_collection_round(user, commune):
    """LP-59, LP-106: the office and the Front organise the collecting."""
    need_role(user, commune, Role.OFFICE, Role.FRONT, sentence=ONLY_ROUNDS)


def check_can_edit_collection_round(user, collection_round):
    need_role(user, collection_round, Role.OFFICE, Role.FRONT, sentence=ONLY_ROUNDS)


def check_round_values(*, commune, conference, form, from_on, due_on):
    """Everything of one commune; what is collected is in the hands before the conference (LP-59)."""
    if conference.commune_id != commune.pk or (form and form.commune_id != commune.pk):
        raise Refused("Hội nghị hoặc mẫu phiếu không thuộc xã này. Hãy chọn lại.")
    if due_on < from_on:
        raise Refused("Hạn nộp đứng trước ngày bắt đầu. Hãy xem lại hai ngày.")
    check_before_conference(conference, due_on)


def check_before_conference(conference, due_on):
    if conference.held_on and due_on >= conference.held_on:
        raise Refused(
            f"Hội nghị họp {long_date(conference.held_on)}; ý kiến phải nộp trước ngày đó. Hãy chọn hạn sớm hơn."
        )


def check_form_stays(collection_round, form):
    """Forms that came back were filled by the round's own form."""
    if form != collection_round.form and collection_round.returns.exists():
        raise Refused(
            "Đợt này đã có phiếu thu về nên không đổi mẫu phiếu được. Hãy lập đợt khác cho mẫu mới."
        )


def check_can_open_collection_round(user, collection_round):
    check_state(collection_round, "open")
    need_role(user, collection_round, Role.OFFICE, Role.FRONT, sentence=ONLY_ROUNDS)
    if not collection_round.collectors.exists():
        raise Refused("Đợt này chưa có nơi thu thập nào. Hãy thêm đơn vị thu thập rồi bắt đầu.")
    _check_can_run(collection_round)


def check_can_close_collection_round(user, collection_round):
    check_state(collection_round, "close")
    need_role(user, collection_round, Role.OFFICE, Role.FRONT, sentence=ONLY_ROUNDS)


def check_can_reopen_collection_round(user, collection_round):
    check_state(collection_round, "reopen")
    need_role(user, collection_round, Role.OFFICE, Role.FRONT, sentence=ONLY_ROUNDS)
    _check_can_run(collection_round)


def _check_can_run(collection_round):
    if not collection_round.conference.is_in_preparation:
        raise Refused(OVER)
    if collection_round.due_on < local_today():
        raise Refused("Hạn nộp của đợt đã qua. Hãy sửa hạn nộp trước rồi mở đợt.")


def check_can_add_collector(user, collection_round):
    need_role(user, collection_round, Role.OFFICE, Role.FRONT, sentence=ONLY_ROUNDS)
    if collection_round.state == RoundState.CLOSED:
        raise Refused("Đợt này đã kết thúc. Hãy mở lại đợt rồi thêm nơi thu thập.")


def check_can_edit_collector(user, collector):
    need_role(user, collector, Role.OFFICE, Role.FRONT, sentence=ONLY_ROUNDS)


def check_can_remove_collector(user, collector):
    """Only while nothing runs: afterwards its date, its link and its forms stand on the record."""
    need_role(user, collector, Role.OFFICE, Role.FRONT, sentence=ONLY_ROUNDS)
    if collector.round.state != RoundState.DRAFT:
        raise Refused(
            "Đợt đã bắt đầu nên không bỏ được nơi thu thập. Nơi nào không thu thập nữa thì báo đã nộp đủ."
        )


def check_collector_values(*, collection_round, unit, due_on):
    if unit.commune_id != collection_round.commune_id:
        raise Refused("Đơn vị được chọn không thuộc xã này. Hãy chọn lại.")
    if due_on:
        check_before_conference(collection_round.conference, due_on)


def check_can_submit_collector(user, collector):
    check_state(collector, "submit")
    _need_collector(user, collector)
    if collector.round.state != RoundState.OPEN:
        raise Refused("Đợt thu thập không mở nên chưa báo nộp được. Hãy mở đợt trước.")


def check_can_return_collector(user, collector):
    check_state(collector, "return")
    need_role(user, collector, Role.OFFICE, Role.FRONT, sentence=ONLY_ROUNDS)
    if collector.round.state != RoundState.OPEN:
        raise Refused("Đợt thu thập đã kết thúc. Hãy mở lại đợt rồi đề nghị thu thập tiếp.")


def check_can_report_collector(user, collector):
    """How many forms were given out: said by who gave them out."""
    _need_collector(user, collector)
    if collector.round.state != RoundState.OPEN or collector.state != CollectorState.COLLECTING:
        raise Refused("Nơi này không còn thu thập nên số phiếu phát ra không sửa được.")


def check_can_print_collector(user, collector):
    """The form on paper, by who collects with it."""
    _need_collector(user, collector)
    check_has_form(collector.round)


def check_has_form(collection_round):
    if collection_round.form is None:
        raise Refused("Đợt này chưa chọn mẫu phiếu. Hãy chọn mẫu phiếu cho đợt trước.")


def check_can_key_form(user, collector):
    """Paper answers are keyed in by the office, the Front and the collecting unit itself, while the round is open."""
    _need_collector(user, collector)
    check_has_form(collector.round)
    if collector.round.state != RoundState.OPEN:
        raise Refused(SHUT)
    # Forms handed in at the last moment are still keyed in after the day; of what was called off nothing is.
    if collector.conference.state == ConferenceState.CANCELLED:
        raise Refused(OVER)


def check_can_fill_form(collector):
    """Anybody who holds the link, while the round is open and the conference lies ahead."""
    conference = collector.conference
    is_over = conference.held_on is not None and conference.held_on < local_today()
    if collector.round.state != RoundState.OPEN or is_over or not conference.is_in_preparation:
        raise Refused(
            "Đợt lấy ý kiến này không mở nên không nhận phiếu. Hãy gửi ý kiến ở trang công khai của xã."
        )
    check_has_form(collector.round)


def check_can_undo_form_return(user, form_return):
    """Only a slip: a paper form of an open round, by who keyed it, before anybody worked on its petitions."""
    _need_collector(user, form_return.collector)
    if form_return.round.state != RoundState.OPEN:
        raise Refused(SHUT)
    is_own = form_return.entered_by_id == user.pk or has_role(user, form_return, Role.OFFICE)
    if form_return.via != ReturnedVia.PAPER or not is_own:
        raise NotYourRole("Chỉ người đã nhập phiếu, hoặc Văn phòng, được bỏ một phiếu giấy nhập nhầm.")
    if Petition.objects.filter(form_return=form_return).worked_on().exists():
        raise Refused(
            "Đã có người làm tiếp với kiến nghị của phiếu này nên không bỏ được. Hãy báo Văn phòng."
        )


def _need_collector(user, collector):
    """The office, the Front, or whoever holds a post in the collecting unit; the Party board collects too (LP-59)."""
    if has_role(user, collector, Role.OFFICE, Role.FRONT):
        return
    if has_role(user, collector, Role.UNIT, Role.PARTY) and collector.unit_id in user.unit_ids:
        return
    raise NotYourRole(ONLY_COLLECTOR)
