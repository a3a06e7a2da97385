"""The cost estimate of a conference: heads from the plan, sums made here, the total in words. No payments."""

from decimal import Decimal

from core.numbers import grouped, in_words, typed_number
from dialogue.documents.facts import excerpt, issuer_of, low, plan_words, recipients_of
from documents.catalogue import Begin, DraftField, PaperType
from documents.drafting import draft_html
from documents.states import PaperKind, PaperStage

# QN-75 to QN-79, each with a unit and a quantity that an office can start from.
HEADS = (
    ("In ấn, phô tô tài liệu hội nghị", "bộ", ""),
    ("Văn phòng phẩm (giấy, bút, cặp tài liệu)", "bộ", ""),
    ("Trang trí, khánh tiết (phông, tít chữ, khẩu hiệu, biển tên, hoa)", "lần", "1"),
    ("Điều kiện đảm bảo trước hội nghị (tuyên truyền, gửi giấy mời, thu thập ý kiến)", "lần", "1"),
    ("Điều kiện đảm bảo trong hội nghị (âm thanh, loa máy, nước uống)", "lần", "1"),
    ("Điều kiện đảm bảo sau hội nghị (in, gửi thông báo kết luận, lưu hồ sơ)", "lần", "1"),
    ("Thư ký hội nghị, tổng hợp ý kiến", "người", "1"),
)
UNITS = {"in ": ("bộ", ""), "văn phòng phẩm": ("bộ", ""), "thư ký": ("người", "1")}
COLUMNS = (
    ("item", "Nội dung"), ("unit", "Đơn vị tính"), ("quantity", "Số lượng"), ("price", "Đơn giá (đồng)"),
    ("note", "Ghi chú"),
)  # fmt: skip


def begin_budget(conference, about=""):
    copies = conference.invitations.count()
    rows = [
        {
            "item": item,
            "unit": unit,
            "quantity": quantity or (str(copies) if copies else ""),
            "price": "",
            "note": "",
        }
        for item, unit, quantity in budget_heads(conference)
    ]
    source = "Ngân sách xã" if conference.commune.kind == "commune" else "Ngân sách địa phương"
    text = (
        f"Thực hiện {plan_words(conference)}, {conference.plan.organiser.official_name} lập dự toán kinh phí tổ chức "
        f"{low(conference.title)} như sau:"
    )
    values = {"rows": rows, "source": f"{source} năm {conference.plan.year}", "maker": ""}
    recipients = recipients_of(conference, "Bộ phận kế toán (để thực hiện)")
    return Begin(
        excerpt(f"Kinh phí tổ chức {low(conference.title)}"), text, recipients=recipients, values=values
    )


def budget_heads(conference):
    """(item, unit, quantity) of the plan's own heads; where it names none, those that an estimate usually has."""
    own = [
        f"{head.name} ({head.note})" if head.note else head.name
        for head in conference.plan.budget_heads.all()
    ]
    if not own:
        return HEADS
    return [(name, *_usual_unit(name)) for name in own]


def _usual_unit(name):
    return next((unit for words, unit in UNITS.items() if name.lower().startswith(words)), ("lần", "1"))


def budget_rows(rows):
    """Each row with its amount (whole đồng) where quantity and price are numbers, else dots; blank rows are dropped."""
    found = []
    for row in rows or []:
        if not row.get("item", "").strip():
            continue
        quantity, price = typed_number(row.get("quantity")), typed_number(row.get("price"))
        amount = None if quantity is None or price is None else (quantity * price).quantize(Decimal(1))
        found.append(
            {
                "item": row["item"], "unit": row.get("unit", ""), "note": row.get("note", ""),
                "quantity": row.get("quantity", "") if quantity is None else grouped(quantity),
                "price": row.get("price", "") if price is None else grouped(price),
                "amount": amount, "amount_text": "" if amount is None else grouped(amount),
            }
        )  # fmt: skip
    return found


def budget_html(draft, face):
    rows = budget_rows(draft.values.get("rows"))
    amounts = [row["amount"] for row in rows if row["amount"] is not None]
    # A sum over half of the heads would read as the sum of all.
    total = sum(amounts) if amounts and len(amounts) == len(rows) else None
    words = f"{in_words(total)} đồng" if total is not None else ""
    context = {
        "rows": rows, "total": grouped(total) if total is not None else "", "issuer": issuer_of(draft.subject),
        "words": words[:1].upper() + words[1:],
    }  # fmt: skip
    return draft_html(draft, face, template="dialogue/papers/budget.html", **context)


TYPES = (
    PaperType(
        PaperKind.BUDGET, 38, PaperStage.PREPARE, budget_html, begin_budget, heading="DỰ TOÁN", needs_approval=True,
        fields=(
            DraftField(
                "rows", "Các khoản", "rows", columns=COLUMNS, numbers=("quantity", "price"),
                help="Thành tiền và tổng cộng tự tính khi in. Còn ô số chưa điền thì tổng cộng in thành dấu chấm.",
            ),
            DraftField("source", "Nguồn kinh phí"),
            DraftField("maker", "Người lập dự toán"),
        ),
        help="Khoản lấy từ kế hoạch; ghi số lượng, đơn giá, phần mềm cộng và đọc số tiền bằng chữ.",
    ),
)  # fmt: skip
