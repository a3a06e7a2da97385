"""Three made-up kinds of papers for the tests of drafts: approved and numbered, plain, the Front's."""

from core.states import BodyKind, Role
from documents.catalogue import COMMON, Begin, DraftField, PaperType
from documents.drafting import draft_html
from documents.states import PaperKind, PaperStage


def begin(subject, about):
    return Begin(
        excerpt="Về việc thử\nbản soạn", text=f"I. PHẦN ĐẦU\nNội dung về {subject}.", addressee="Các thôn",
        recipients=("Như trên", "Lưu: VT"), values={"rows": [{"what": "In ấn", "cost": "100"}]},
    )  # fmt: skip


def abouts(subject):
    return [(COMMON, "Mọi nơi"), ("unit-1", "Thôn Đông"), ("unit-2", "Thôn Đoài")]


FIELDS = (
    DraftField("rows", "Các mục", "rows", columns=(("what", "Mục"), ("cost", "Số tiền"))),
    DraftField("back_on", "Gửi lại trước ngày", "date"),
)
SHARED = {"html": draft_html, "begin": begin, "stage": PaperStage.PREPARE}
TYPES = (
    PaperType(
        kind=PaperKind.DETAILED_NOTICE, row=5, heading="THÔNG BÁO", sign="TB", needs_approval=True,
        has_addressee=True, fields=FIELDS, **SHARED,
    ),
    PaperType(kind=PaperKind.SLOGANS, row=13, heading="KHẨU HIỆU", has_signature=False, **SHARED),
    PaperType(kind=PaperKind.SUMMONS, row=6, heading="DANH SÁCH", abouts=abouts, has_personal_data=True, **SHARED),
    PaperType(
        kind=PaperKind.SURVEY_REPORT, row=15, heading="BÁO CÁO", sign="BC", body=BodyKind.FRONT,
        writers=(Role.FRONT,), **SHARED,
    ),
)  # fmt: skip
