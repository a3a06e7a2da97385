"""The heading of a paper that a unit of the commune signs itself: who stands above it, how it is called."""

from dataclasses import dataclass, replace

from core.states import BodyKind, UnitKind

OF_UBND = (UnitKind.DEPARTMENT, UnitKind.OFFICE, UnitKind.SCHOOL, UnitKind.VILLAGE, UnitKind.SERVICE_CENTRE)


@dataclass(frozen=True)
class Letterhead:
    """Lines above the number: the parent body upright (it may take two), the unit itself bold."""

    parent: str
    issuer: str


def letterhead_of(unit):
    """ "ỦY BAN NHÂN DÂN XÃ …" over "PHÒNG KINH TẾ"; the police stand under the province's, Party boards under the Party."""
    commune = unit.commune
    place = commune.get_kind_display()
    short = unit.official_name.removesuffix(f" {commune}").removesuffix(f" {place}")
    full = f"{short} {commune}" if short != unit.official_name else unit.official_name
    if unit.kind == UnitKind.POLICE:
        return Letterhead(f"CÔNG AN\n{commune.province}".upper(), full.upper())
    if unit.kind == UnitKind.PARTY_BOARD:
        return Letterhead(f"ĐẢNG ỦY {commune}".upper(), short.removesuffix(" Đảng ủy").upper())
    if unit.kind in OF_UBND:
        return Letterhead(f"ỦY BAN NHÂN DÂN\n{commune}".upper(), short.upper())
    return Letterhead("", full.upper())


def face_of(unit, face):
    """Papers of a Party board have the Party's heading; which system a paper follows is its signer's body's."""
    if unit is not None and unit.kind == UnitKind.PARTY_BOARD:
        return replace(face, body=BodyKind.PARTY)
    if face.is_party:
        return replace(face, body=BodyKind.UBND)
    return face
