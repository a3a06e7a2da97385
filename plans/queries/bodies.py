"""Which bodies a plan names: the kinds that its words mean, the units that hear of it."""

from django.db.models import Q

from core.models import Unit
from core.states import UnitKind
from core.vietnamese import fold

# Words by which papers name bodies of a kind (D-28, D-43), folded; the first kind found in a name stands first.
KIND_WORDS = {
    UnitKind.FRONT: ("mttq", "mat tran to quoc"),
    UnitKind.MASS_ORGANISATION: (
        "to chuc chinh tri", "doan the", "hoi nong dan", "hoi phu nu", "hoi lien hiep phu nu", "doan thanh nien",
        "hoi cuu chien binh",
    ),
    UnitKind.POLICE: ("cong an",),
    UnitKind.SERVICE_CENTRE: ("trung tam",),
    UnitKind.PARTY_BOARD: ("ban xay dung dang",),
    UnitKind.SCHOOL: ("nha truong", "truong hoc", "hieu truong"),
    UnitKind.VILLAGE: ("truong thon", "truong cac thon", "cac thon", "thon dan cu"),
    UnitKind.DEPARTMENT: ("phong chuyen mon", "cac phong"),
    UnitKind.OFFICE: ("van phong", "luu vp"),
    UnitKind.LEADERSHIP: ("lanh dao ubnd", "lanh dao uy ban"),
}  # fmt: skip
KIND_NAMES = {
    UnitKind.FRONT: "Ủy ban Mặt trận Tổ quốc",
    UnitKind.MASS_ORGANISATION: "các tổ chức chính trị - xã hội",
    UnitKind.POLICE: "Công an",
    UnitKind.SERVICE_CENTRE: "Trung tâm Dịch vụ sự nghiệp công",
    UnitKind.PARTY_BOARD: "Ban Xây dựng Đảng",
    UnitKind.SCHOOL: "các nhà trường",
    UnitKind.VILLAGE: "các thôn",
    UnitKind.DEPARTMENT: "các phòng chuyên môn",
}


def kinds_in(text):
    """Kinds of bodies that a text names."""
    folded = fold(text)
    return {kind for kind, words in KIND_WORDS.items() if any(word in folded for word in words)}


def units_of(plan):
    """Bodies of the commune that the plan's tasks and recipients name; they hear of its issue (LP-109)."""
    kinds = set().union(*(kinds_in(row.text) for row in plan.recipients.all()))
    kinds = kinds.union(*(kinds_in(row.unit_name) for row in plan.tasks.all()))
    named = {row.unit_id for row in plan.tasks.all() if row.unit_id}
    return Unit.objects.of_commune(plan.commune).active().filter(Q(kind__in=kinds) | Q(pk__in=named))


# Who serves the State or the Party; a dialogue with nobody else is not the yearly one with the People (D-07).
STAFF_WORDS = ("can bo", "cong chuc", "vien chuc", "nguoi lao dong", "dang vien")
PEOPLE_WORDS = ("nhan dan", "nguoi dan", "cu tri", "hoi vien", "doanh nghiep", "ton giao", "nong dan")


def is_with_people(audience):
    """Whether a dialogue with this audience counts as the yearly dialogue with the People; no for staff alone."""
    folded = fold(audience)
    is_staff = any(word in folded for word in STAFF_WORDS)
    return not is_staff or any(word in folded for word in PEOPLE_WORDS)
