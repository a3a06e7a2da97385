"""States, kinds and moves of petitions, assignments and answers. No logic."""

from django.db.models import TextChoices

from core.states import Role
from core.workflow import Move, Moves

OFFICE, UNIT = (Role.OFFICE,), (Role.UNIT,)
COLLECTORS = (Role.OFFICE, Role.FRONT)


class PetitionState(TextChoices):
    RECEIVED = "received", "Mới tiếp nhận"
    CLASSIFIED = "classified", "Đã phân loại"
    ASSIGNED = "assigned", "Đã giao đơn vị"
    ANSWERED = "answered", "Đã có trả lời"
    REPORTED_UP = "reported_up", "Đã báo cáo cấp trên"
    REJECTED = "rejected", "Không tiếp thu"
    MERGED = "merged", "Đã gộp"


class Field(TextChoices):
    """Fields that the seed plans name (LP-22 to LP-40), and one for the rest."""

    LAND = "land", "Đất đai"
    ENVIRONMENT = "environment", "Môi trường"
    SOCIAL_POLICY = "social_policy", "Chính sách xã hội"
    PUBLIC_ORDER = "public_order", "An ninh trật tự"
    ECONOMY = "economy", "Kinh tế - xã hội"
    AGRICULTURE = "agriculture", "Nông nghiệp"
    EDUCATION = "education", "Giáo dục"
    HEALTH = "health", "Y tế"
    INFRASTRUCTURE = "infrastructure", "Giao thông, thuỷ lợi, xây dựng"
    CULTURE = "culture", "Văn hoá, thể thao"
    ADMINISTRATION = "administration", "Thủ tục hành chính"
    PARTY_GOVERNMENT = "party_government", "Xây dựng Đảng, chính quyền, MTTQ"
    CONDUCT = "conduct", "Tác phong cán bộ"
    OTHER = "other", "Lĩnh vực khác"


class PetitionKind(TextChoices):
    PETITION = "petition", "Kiến nghị, đề xuất"
    REPORT = "report", "Phản ánh"
    POLICY_REMARK = "policy_remark", "Góp ý chủ trương, chính sách"
    QUESTION = "question", "Câu hỏi"


class Source(TextChoices):
    OFFICE_DESK = "office_desk", "Tại văn phòng"
    FRONT_FORM = "front_form", "Phiếu của Mặt trận, đoàn thể"
    POST = "post", "Qua bưu điện, hòm thư"
    PHONE = "phone", "Qua điện thoại"
    EMAIL = "email", "Qua thư điện tử"
    PUBLIC_FORM = "public_form", "Gửi trên trang của xã"
    AT_CONFERENCE = "at_conference", "Tại hội nghị"


class Competence(TextChoices):
    COMMUNE = "commune", "Thuộc thẩm quyền xã"
    HIGHER = "higher", "Thuộc cấp trên"
    OTHER_BODY = "other_body", "Thuộc cơ quan khác"


class Triage(TextChoices):
    """The three classes of the dossier (LP-65, LP-66, LP-67)."""

    AT_CONFERENCE = "at_conference", "Trả lời tại hội nghị"
    LATER = "later", "Kiểm tra, làm rõ, trả lời sau"
    UPWARD = "upward", "Ghi nhận, báo cáo cấp trên"


P = PetitionState
PETITION_MOVES = Moves(
    "petition",
    Move("classify", (P.RECEIVED, P.CLASSIFIED), P.CLASSIFIED, OFFICE, "Phân loại", "đã phân loại kiến nghị", "primary", is_form=True),
    Move("assign", (P.CLASSIFIED,), P.ASSIGNED, OFFICE, "Giao đơn vị", "đã giao đơn vị trả lời", "primary", is_form=True),
    Move("unassign", (P.ASSIGNED,), P.CLASSIFIED, (), "Thôi giao", "đã đưa kiến nghị trở lại chờ giao", by_system=True),
    Move("answer", (P.RECEIVED, P.CLASSIFIED, P.ASSIGNED), P.ANSWERED, (), "Có trả lời", "đã ghi nhận kiến nghị có trả lời được duyệt", by_system=True),
    Move("report_up", (P.CLASSIFIED,), P.REPORTED_UP, OFFICE, "Báo cáo cấp trên", "đã báo cáo cấp trên", is_form=True),
    Move("split", (P.RECEIVED, P.CLASSIFIED), None, OFFICE, "Tách thành hai", "đã tách kiến nghị", is_form=True),
    Move("merge", (P.RECEIVED, P.CLASSIFIED), P.MERGED, OFFICE, "Gộp vào kiến nghị khác", "đã gộp kiến nghị", is_form=True),
    Move("unmerge", (P.MERGED,), P.RECEIVED, OFFICE, "Thôi gộp", "đã tách lại khỏi kiến nghị gộp"),
    Move("group", (P.RECEIVED, P.CLASSIFIED), None, OFFICE, "Trả lời chung", "đã xếp vào nhóm trả lời chung", is_form=True),
    Move("ungroup", (P.RECEIVED, P.CLASSIFIED), None, OFFICE, "Thôi trả lời chung", "đã đưa ra khỏi nhóm trả lời chung"),
    Move("record_reply", (P.REPORTED_UP,), P.ANSWERED, OFFICE, "Ghi trả lời của cấp trên", "đã ghi trả lời của cấp trên", "primary", is_form=True),
    Move("publish", (P.ANSWERED, P.REPORTED_UP, P.REJECTED), None, OFFICE, "Gửi kết quả cho người dân", "đã gửi kết quả cho người dân", "primary", is_form=True),
    Move("unpublish", (P.ANSWERED, P.REPORTED_UP, P.REJECTED), None, OFFICE, "Thôi công khai", "đã thôi công khai", is_form=True),
    Move("rate", (P.ANSWERED,), None, OFFICE, "Ghi mức hài lòng", "đã ghi mức hài lòng của người kiến nghị", is_form=True),
    Move("reopen", (P.ANSWERED,), P.CLASSIFIED, OFFICE, "Giải quyết lại", "đã mở lại để giải quyết tiếp", is_form=True),
    Move("reject", (P.RECEIVED, P.CLASSIFIED), P.REJECTED, OFFICE, "Không tiếp thu", "đã kết luận không tiếp thu", "danger", is_form=True),
)  # fmt: skip


class AssignmentState(TextChoices):
    OFFERED = "offered", "Chờ đơn vị nhận"
    ACCEPTED = "accepted", "Đơn vị đã nhận"
    REFUSED = "refused", "Đơn vị từ chối"
    WITHDRAWN = "withdrawn", "Đã rút lại"
    DONE = "done", "Đã hoàn thành"
    # Of a petition that was opened again: the work was done, but another unit may lead now.
    PAST = "past", "Đã hoàn thành lần trước"


A = AssignmentState
ASSIGNMENT_MOVES = Moves(
    "assignment",
    Move("accept", (A.OFFERED,), A.ACCEPTED, UNIT, "Nhận việc", "đã nhận việc được giao", "primary"),
    Move("refuse", (A.OFFERED,), A.REFUSED, UNIT, "Từ chối", "đã từ chối việc được giao", "danger", is_form=True),
    Move("withdraw", (A.OFFERED, A.ACCEPTED), A.WITHDRAWN, OFFICE, "Rút lại việc giao", "đã rút lại việc đã giao", is_form=True),
    Move("contribute", (A.ACCEPTED,), None, UNIT, "Gửi ý kiến phối hợp", "đã gửi ý kiến phối hợp", "primary", is_form=True),
    Move("complete", (A.OFFERED, A.ACCEPTED), A.DONE, (), "Hoàn thành", "đã hoàn thành việc được giao", by_system=True),
    Move("shelve", (A.DONE,), A.PAST, (), "Xếp lại lần giải quyết trước", "đã thuộc lần giải quyết trước", by_system=True),
)  # fmt: skip


class AnswerState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Chờ văn phòng duyệt"
    RETURNED = "returned", "Bị trả lại"
    FORWARDED = "forwarded", "Chờ người chủ trì duyệt"
    APPROVED = "approved", "Đã duyệt"
    SUPERSEDED = "superseded", "Đã thay bằng trả lời khác"


class AnswerResult(TextChoices):
    SETTLED = "settled", "Đã giải quyết"
    DIRECTION = "direction", "Có hướng giải quyết"


class Level(TextChoices):
    """Cấp giải quyết, the sixth column of the consolidated report (LP-63)."""

    COMMUNE = "commune", "Xã"
    PROVINCE = "province", "Tỉnh, thành phố"
    CENTRAL = "central", "Trung ương"
    OTHER = "other", "Cơ quan khác"


N = AnswerState
ANSWER_MOVES = Moves(
    "answer",
    Move("submit", (N.DRAFT, N.RETURNED), N.SUBMITTED, UNIT, "Gửi văn phòng duyệt", "đã gửi trả lời", "primary"),
    Move("return", (N.SUBMITTED, N.FORWARDED), N.RETURNED, (Role.OFFICE, Role.CHAIR), "Trả lại", "đã trả lại bản trả lời", "danger", is_form=True),
    Move("approve", (N.SUBMITTED,), N.APPROVED, OFFICE, "Duyệt trả lời", "đã duyệt bản trả lời", "primary"),
    # Where the commune wants the chair's own approval (PetitionSetting), the office forwards instead of approving.
    Move("forward", (N.SUBMITTED,), N.FORWARDED, OFFICE, "Trình người chủ trì", "đã trình người chủ trì duyệt trả lời", "primary"),
    Move("endorse", (N.FORWARDED,), N.APPROVED, (Role.CHAIR,), "Duyệt trả lời", "đã duyệt bản trả lời", "primary"),
    Move("supersede", (N.APPROVED,), N.SUPERSEDED, (), "Thay bằng trả lời khác", "đã được thay vì kiến nghị mở lại", by_system=True),
)  # fmt: skip


class ReportState(TextChoices):
    DRAFT = "draft", "Đang tổng hợp"
    ISSUED = "issued", "Đã ban hành"


CONSOLIDATED_REPORT_MOVES = Moves(
    "consolidated_report",
    Move("issue", (ReportState.DRAFT,), ReportState.ISSUED, OFFICE, "Ban hành báo cáo", "đã ban hành báo cáo tổng hợp", "primary", is_form=True),
)  # fmt: skip


class RoundState(TextChoices):
    DRAFT = "draft", "Đang chuẩn bị"
    OPEN = "open", "Đang thu thập"
    CLOSED = "closed", "Đã kết thúc"


R = RoundState
COLLECTION_ROUND_MOVES = Moves(
    "collection_round",
    Move("open", (R.DRAFT,), R.OPEN, COLLECTORS, "Bắt đầu thu thập", "đã bắt đầu đợt thu thập ý kiến", "primary"),
    Move("close", (R.OPEN,), R.CLOSED, COLLECTORS, "Kết thúc đợt", "đã kết thúc đợt thu thập ý kiến"),
    Move("reopen", (R.CLOSED,), R.OPEN, COLLECTORS, "Mở lại đợt", "đã mở lại đợt thu thập ý kiến"),
)  # fmt: skip


class CollectorState(TextChoices):
    COLLECTING = "collecting", "Đang thu thập"
    HANDED_IN = "handed_in", "Đã nộp đủ"


C = CollectorState
COLLECTOR_MOVES = Moves(
    "collector",
    Move("submit", (C.COLLECTING,), C.HANDED_IN, (Role.OFFICE, Role.FRONT, Role.UNIT), "Báo đã nộp đủ", "đã nộp đủ kết quả thu thập", "primary"),
    Move("return", (C.HANDED_IN,), C.COLLECTING, COLLECTORS, "Thu thập tiếp", "đã được đề nghị thu thập tiếp", is_form=True),
)  # fmt: skip


class QuestionKind(TextChoices):
    OPINION = "opinion", "Ý kiến tự ghi (thành kiến nghị)"
    CHOICE = "choice", "Chọn một phương án"
    CHOICES = "choices", "Chọn nhiều phương án"


class ReturnedVia(TextChoices):
    PAPER = "paper", "Phiếu giấy"
    ONLINE = "online", "Trực tuyến"


class ImportState(TextChoices):
    READING = "reading", "Đang đọc tệp"
    READY = "ready", "Chờ quyết định"
    APPLYING = "applying", "Đang nhập"
    DONE = "done", "Đã nhập"
    UNDOING = "undoing", "Đang hoàn tác"
    UNDONE = "undone", "Đã hoàn tác"
    FAILED = "failed", "Không đọc được"
    DISCARDED = "discarded", "Đã bỏ"


M = ImportState
PETITION_IMPORT_MOVES = Moves(
    "petition_import",
    Move("read", (M.READING,), M.READY, (), "Đọc xong", "đã đọc xong tệp", by_system=True),
    Move("fail", (M.READING,), M.FAILED, (), "Không đọc được", "không đọc được tệp", by_system=True),
    Move("apply", (M.READY,), M.APPLYING, COLLECTORS, "Nhập vào sổ", "đã quyết định nhập", "primary", is_form=True),
    Move("finish", (M.APPLYING,), M.DONE, (), "Nhập xong", "đã nhập xong", by_system=True),
    Move("halt", (M.APPLYING,), M.READY, (), "Dừng nhập", "đã dừng, chưa nhập dòng nào", by_system=True),
    Move("undo", (M.DONE,), M.UNDOING, COLLECTORS, "Hoàn tác cả lượt", "đã quyết định hoàn tác lượt nhập", "danger", is_form=True),
    Move("finish_undo", (M.UNDOING,), M.UNDONE, (), "Hoàn tác xong", "đã hoàn tác xong", by_system=True),
    Move("halt_undo", (M.UNDOING,), M.DONE, (), "Dừng hoàn tác", "đã dừng hoàn tác, chưa xoá kiến nghị nào", by_system=True),
    Move("discard", (M.READY, M.FAILED), M.DISCARDED, COLLECTORS, "Bỏ lượt này", "đã bỏ lượt nhập"),
)  # fmt: skip


class RowVerdict(TextChoices):
    GOOD = "good", "Nhập được"
    BAD = "bad", "Có lỗi"
    REPEATED = "repeated", "Trùng trong tệp"
    KNOWN = "known", "Trùng với kiến nghị đã có"


class Satisfaction(TextChoices):
    SATISFIED = "satisfied", "Hài lòng"
    UNSATISFIED = "unsatisfied", "Chưa hài lòng"
