"""Warnings about bodies: who has a task but does not receive the plan, who is not known to the software."""

from core.states import UnitKind
from core.vietnamese import fold
from plans.queries.bodies import KIND_NAMES, kinds_in
from plans.states import GroupRole, Stated
from plans.warnings.base import PlanWarning

# Bodies of other levels and of no kind of ours that the seeds give work to (D-42).
OTHERS = {
    "Cổng Thông tin điện tử": ("cong thong tin dien tu", "cong ttdt"),
    "Đài Truyền thanh": ("dai truyen thanh", "dai phat thanh", "dai huyen"),
    "Khối Dân vận": ("khoi dan van",),
    "Mặt trận Tổ quốc cấp trên": (
        "mttq thanh pho",
        "mttq tinh",
        "mat tran to quoc thanh pho",
        "mat tran to quoc tinh",
    ),
}
LONGEST = 60  # a longer name is a list of bodies, no name for a line of Nơi nhận
# A line of Nơi nhận that may stand for many bodies: whether it does is for the office to say.
GENERIC = ("don vi truc thuoc", "cac co quan, don vi", "cac don vi", "ban, nganh")


def body_warnings(facts):
    return [*_unlisted(facts), *_unknown(facts)]


def _unlisted(facts):
    """D-42: a body with a task or a part in the preparation that is not among the recipients."""
    plan = facts.plan
    recipients = [row.text for row in plan.recipients.all()]
    told, names = set().union(*map(kinds_in, recipients)), _tasked(plan)
    folded = fold(" ; ".join(recipients))
    may_cover = any(words in folded for words in GENERIC)
    found = [
        _warning(name, may_cover) for kind, name in names.items() if kind in KIND_NAMES and kind not in told
    ]
    work = fold(
        " ; ".join([*(row.unit_name for row in plan.tasks.all()), *(row.text for row in plan.tasks.all())])
    )
    found += [
        _warning(name, may_cover)
        for name, words in OTHERS.items()
        if any(word in work for word in words) and not any(word in folded for word in words)
    ]
    return found


def _tasked(plan):
    """Kind -> the name under which the plan gives it work."""
    names = {}
    rows = [(row.unit_name, row.unit) for row in plan.tasks.all()]
    for name, unit in rows:
        kinds = kinds_in(name) | ({unit.kind} if unit else set())
        for kind in kinds:
            own = len(kinds) == 1 and len(name) <= LONGEST
            names.setdefault(kind, name if own else KIND_NAMES.get(kind, name))
    shared = [target.audience for target in plan.targets.all()]
    shared += [group.name for group in plan.groups.all() if group.role != GroupRole.PEOPLE]
    shared += [
        row.text
        for heading in plan.headings.all()
        if Stated.PREPARATION in heading.states
        for row in heading.paragraphs.all()
    ]
    for text in shared:
        for kind in kinds_in(text):
            names.setdefault(kind, KIND_NAMES.get(kind, ""))
    names.pop(UnitKind.LEADERSHIP, None)
    return names


def _warning(name, may_cover):
    name = name[0].upper() + name[1:]
    cover = ", trừ khi đã nằm trong một dòng ghi chung các đơn vị" if may_cover else ""
    sentence = f"{name} được giao việc, phối hợp hoặc mời dự nhưng không có trong “Nơi nhận”{cover}."
    advice = "Hãy thêm vào Nơi nhận, hoặc bỏ qua kèm lý do."
    return PlanWarning("D-42", "Nơi nhận", sentence, advice, "noi-nhan", about=name, recipient=name)


def _unknown(facts):
    """D-28: a body that gets tasks but is no unit of the software; nobody is told and nobody ticks."""
    missing = list(dict.fromkeys(row.unit_name for row in facts.plan.tasks.all() if row.unit_id is None))
    if not missing:
        return []
    sentence = f"chưa gắn với đơn vị nào trên phần mềm: {'; '.join(missing)}."
    advice = (
        "Nhiệm vụ của các đơn vị này do Văn phòng theo dõi. Gắn đơn vị ở phần “Tổ chức thực hiện” nếu cần."
    )
    return [PlanWarning("D-28", "Tổ chức thực hiện", sentence, advice, "phan-cong", is_note=True)]
