"""The sample commune's bodies and accounts: shaped like the Lạc Phượng plan, titles instead of people's names."""

from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password

from core.models import Commune, Post, Unit, UnitAlias, User
from core.states import CommuneKind, Role, UnitKind

SINCE = date(2020, 1, 1)
# key: kind, official name, short name, other spellings found in papers (D-28, D-43)
UNITS = {
    "leadership": (UnitKind.LEADERSHIP, "Lãnh đạo Ủy ban nhân dân xã", "Lãnh đạo UBND xã", ["Chủ tịch UBND xã"]),
    "office": (
        UnitKind.OFFICE, "Văn phòng HĐND và UBND xã", "Văn phòng",
        ["Văn phòng HĐND&UBND xã", "Văn phòng HĐND&UBND", "Văn phòng HĐND-UBND xã"],
    ),
    "economy": (UnitKind.DEPARTMENT, "Phòng Kinh tế xã", "Phòng Kinh tế", []),
    "culture": (UnitKind.DEPARTMENT, "Phòng Văn hóa - Xã hội xã", "Phòng VH-XH", []),
    "one_stop": (UnitKind.SERVICE_CENTRE, "Trung tâm Phục vụ hành chính công xã", "TT Hành chính công", []),
    "police": (UnitKind.POLICE, "Công an xã", "Công an xã", []),
    "front": (
        UnitKind.FRONT, "Ủy ban Mặt trận Tổ quốc Việt Nam xã", "MTTQ xã",
        ["Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị - xã hội xã", "UB MTTQ xã"],
    ),
    "farmers": (UnitKind.MASS_ORGANISATION, "Hội Nông dân xã", "Hội Nông dân", []),
    "women": (UnitKind.MASS_ORGANISATION, "Hội Liên hiệp Phụ nữ xã", "Hội Phụ nữ", []),
    "party": (UnitKind.PARTY_BOARD, "Ban Xây dựng Đảng Đảng ủy xã", "Ban Xây dựng Đảng", ["Ban xây dựng Đảng"]),
    "service": (
        UnitKind.SERVICE_CENTRE, "Trung tâm Dịch vụ sự nghiệp công xã", "TT Dịch vụ SNC", ["Trung tâm DVSNC"],
    ),
    "primary": (UnitKind.SCHOOL, "Trường Tiểu học (mẫu)", "Trường Tiểu học", []),
    "secondary": (UnitKind.SCHOOL, "Trường Trung học cơ sở (mẫu)", "Trường THCS", []),
    "dong": (UnitKind.VILLAGE, "Thôn Đông", "Thôn Đông", []),
    "doai": (UnitKind.VILLAGE, "Thôn Đoài", "Thôn Đoài", []),
    "thuong": (UnitKind.VILLAGE, "Thôn Thượng", "Thôn Thượng", []),
    "ben": (UnitKind.VILLAGE, "Thôn Bến", "Thôn Bến", []),
    "ha": (UnitKind.VILLAGE, "Thôn Hạ", "Thôn Hạ", []),
    "trung": (UnitKind.VILLAGE, "Thôn Trung", "Thôn Trung", []),
    "upper": (UnitKind.HIGHER_BODY, "Sở Nội vụ thành phố", "Sở Nội vụ", []),
}  # fmt: skip
# username: unit, role, title; the name shown is the title, marked as sample.
PEOPLE = {
    "vanphong": ("office", Role.OFFICE, "Chánh Văn phòng HĐND và UBND xã"),
    "vanthu": ("office", Role.OFFICE, "Chuyên viên Văn phòng"),
    "chutich": ("leadership", Role.CHAIR, "Chủ tịch UBND xã"),
    "phochutich": ("leadership", Role.UNIT, "Phó Chủ tịch thường trực UBND xã"),
    "kinhte": ("economy", Role.UNIT, "Trưởng phòng Kinh tế"),
    "vanhoa": ("culture", Role.UNIT, "Trưởng phòng Văn hóa - Xã hội"),
    "congan": ("police", Role.UNIT, "Trưởng Công an xã"),
    "motcua": ("one_stop", Role.UNIT, "Giám đốc Trung tâm Phục vụ hành chính công"),
    "mattran": ("front", Role.FRONT, "Chủ tịch Ủy ban MTTQ xã"),
    "nongdan": ("farmers", Role.FRONT, "Chủ tịch Hội Nông dân xã"),
    "bandang": ("party", Role.PARTY, "Trưởng Ban Xây dựng Đảng"),
    "captren": ("upper", Role.PROVINCE, "Chuyên viên Sở Nội vụ"),
    "quantri": ("office", Role.ADMIN, "Quản trị phần mềm"),
}


class Cast:
    """The sample's people and units by key: `cast.vanphong`, `cast.units["economy"]`."""

    def __init__(self, commune):
        self.commune = commune
        self.units = {}


# The communes beside it, by name and address: of one a story is told, of two the province only sees that nothing is held.
NEIGHBOURS = {"Đông Hải": "dong-hai-mau", "Tân Minh": "tan-minh-mau", "Hồng Phong": "hong-phong-mau"}
PROVINCE = "thành phố Hải Phòng"


def make_cast():
    """The commune, its units and accounts; all share settings.SAMPLE_PASSWORD."""
    commune = Commune.objects.create(
        name="Lạc Phượng", slug="lac-phuong-mau", province=PROVINCE, party_parent="ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG",
        address="Trụ sở UBND xã (dữ liệu mẫu)", is_sample=True,
    )  # fmt: skip
    return fill(commune, password=make_password(settings.SAMPLE_PASSWORD))


def fill(commune, *, password, prefix=""):
    """Units and people of one commune; `password` as it is stored."""
    cast = Cast(commune)
    for key, (kind, name, short, aliases) in UNITS.items():
        unit = Unit.objects.create(commune=commune, kind=kind, official_name=name, short_name=short)
        for text in aliases:
            UnitAlias.objects.create(unit=unit, text=text)
        cast.units[key] = unit
    for username, (unit, role, title) in PEOPLE.items():
        add_person(cast, username, cast.units[unit], role, title, password=password, prefix=prefix)
    return cast


def add_person(cast, username, unit, role, title, *, password, prefix=""):
    user = User.objects.create(
        username=prefix + username, full_name=f"{title} (mẫu)", commune=cast.commune, password=password,
        email=f"{prefix}{username}@mau.invalid",
    )  # fmt: skip
    Post.objects.create(commune=cast.commune, user=user, unit=unit, role=role, title=title, starts_on=SINCE)
    setattr(cast, username, user)


def make_province():
    """The city's own place, with one account that reads the figures of all its communes."""
    name = "Sở Nội vụ thành phố Hải Phòng"
    place = Commune.objects.create(
        kind=CommuneKind.PROVINCE, name=name, slug="so-noi-vu-mau", province=PROVINCE, is_sample=True
    )
    unit = Unit.objects.create(
        commune=place, kind=UnitKind.HIGHER_BODY, official_name=name, short_name="Sở Nội vụ"
    )
    add_person(
        Cast(place), "thanhpho", unit, Role.PROVINCE, "Chuyên viên theo dõi đối thoại của thành phố",
        password=make_password(settings.SAMPLE_PASSWORD),
    )  # fmt: skip


def make_neighbours():
    """The communes beside it; nobody can sign in there. Returns the cast of the first."""
    communes = [
        Commune.objects.create(name=name, slug=slug, province=PROVINCE) for name, slug in NEIGHBOURS.items()
    ]
    return fill(communes[0], password=make_password(None), prefix="dh.")
