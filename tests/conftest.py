"""The cast of the tests: one commune with a person for every role, and a stranger from the commune next door."""

import gc
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import cache

from core.models import Commune, Post, Unit, User
from core.states import Role, UnitKind
from tests import tables, worlds

PASSWORD = "Mat-khau-thu-2026"
TESTS = Path(__file__).parent
# What says nothing new on a second database: the architecture's own tests and the browser's.
ONCE = {"house", "browser"}
# How a paper reads is asked through the same queries whatever the database.
READ_ONLY_FILES = ("test_paper", "test_docx", "test_parts", "test_coverage", "test_outline")
SINCE = date(2020, 1, 1)
UNITS = {
    "leadership": (UnitKind.LEADERSHIP, "Lãnh đạo Ủy ban nhân dân xã {name}", "Lãnh đạo UBND"),
    "office": (UnitKind.OFFICE, "Văn phòng HĐND và UBND xã {name}", "Văn phòng"),
    "economy": (UnitKind.DEPARTMENT, "Phòng Kinh tế xã {name}", "Phòng Kinh tế"),
    "culture": (UnitKind.DEPARTMENT, "Phòng Văn hóa - Xã hội xã {name}", "Phòng VH-XH"),
    "police": (UnitKind.POLICE, "Công an xã {name}", "Công an xã"),
    "front": (UnitKind.FRONT, "Ủy ban Mặt trận Tổ quốc Việt Nam xã {name}", "Mặt trận Tổ quốc"),
    "party": (UnitKind.PARTY_BOARD, "Ban Xây dựng Đảng xã {name}", "Ban Xây dựng Đảng"),
    "province": (UnitKind.HIGHER_BODY, "Sở Nội vụ ({name})", "Sở Nội vụ"),
}
PEOPLE = {
    "office": ("Nguyễn Thị Văn Phòng", "office", Role.OFFICE, "Chánh Văn phòng"),
    "clerk": ("Lê Văn Thư", "office", Role.OFFICE, "Chuyên viên Văn phòng"),
    "chair": ("Trần Chủ Tịch", "leadership", Role.CHAIR, "Chủ tịch UBND xã"),
    "vice_chair": ("Đỗ Phó Chủ Tịch", "leadership", Role.UNIT, "Phó Chủ tịch UBND xã"),
    "unit": ("Phạm Kinh Tế", "economy", Role.UNIT, "Trưởng phòng Kinh tế"),
    "other_unit": ("Bùi Văn Hóa", "culture", Role.UNIT, "Trưởng phòng Văn hóa - Xã hội"),
    "front": ("Hoàng Mặt Trận", "front", Role.FRONT, "Chủ tịch Ủy ban MTTQ xã"),
    "party": ("Vũ Xây Dựng", "party", Role.PARTY, "Trưởng Ban Xây dựng Đảng"),
    "province": ("Ngô Cấp Trên", "province", Role.PROVINCE, "Chuyên viên Sở Nội vụ"),
    "admin": ("Lý Quản Trị", "office", Role.ADMIN, "Quản trị phần mềm"),
}


def make_commune(name="Lạc Phượng", slug="lac-phuong"):
    """A commune with its units and a person for every role, as one namespace."""
    return worlds.known_as(slug, people_of(name=name, slug=slug))


@worlds.remembered(stamped=True)
def people_of(*, name, slug):
    commune = Commune.objects.create(
        name=name, slug=slug, province="thành phố Hải Phòng", party_parent="ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG"
    )
    units = {
        key: Unit.objects.create(
            commune=commune, kind=kind, official_name=full.format(name=name), short_name=short
        )
        for key, (kind, full, short) in UNITS.items()
    }
    people = {}
    for key, (full_name, unit, role, title) in PEOPLE.items():
        user = User(
            username=f"{slug}.{key}", full_name=full_name, commune=commune, email=f"{key}@{slug}.example"
        )
        user.set_password(PASSWORD)
        user.save()
        Post.objects.create(
            commune=commune, user=user, unit=units[unit], role=role, title=title, starts_on=SINCE
        )
        people[key] = user
    return SimpleNamespace(commune=commune, units=SimpleNamespace(**units), **people)


COMMITS = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}


def pytest_collection_finish(session):
    """Tests make cycles by the thousand in a heap of modules that never changes: it need not be looked through each time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    marker = item.get_closest_marker("django_db")
    worlds.begin(commits=bool(marker and marker.kwargs) or not COMMITS.isdisjoint(item.fixturenames))


def pytest_collection_modifyitems(config, items):
    """Benches run only when asked for (`-m bench`, or a path in tests/bench); on PostgreSQL only what needs it.

    A test that touches no database, or no data of its own, is run once, in the half on SQLite.
    """
    wants_bench = "bench" in config.option.markexpr or any("bench" in path for path in config.args)
    is_second = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    kept, left = [], []
    for item in items:
        folder = item.path.relative_to(TESTS).parts[0]
        if folder == "bench":
            item.add_marker("bench")
        needs_data = {"db", "transactional_db", "django_db_setup"} & set(item.fixturenames)
        reads = item.path.name.startswith(READ_ONLY_FILES)
        again = folder not in ONCE and not reads and (needs_data or item.get_closest_marker("django_db"))
        wanted = wants_bench if folder == "bench" else (not is_second or again)
        (kept if wanted else left).append(item)
    items[:] = long_ones_first(kept)
    if left:
        config.hook.pytest_deselected(items=left)


def long_ones_first(items):
    """Browser tests take minutes: at the head of either worker's half, none of them is begun when all else is done."""
    long = [item for item in items if item.get_closest_marker("browser")]
    short = [item for item in items if not item.get_closest_marker("browser")]
    half = len(short) // 2
    return long[::2] + short[:half] + long[1::2] + short[half:]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The tables come from the models, what no model says from the migrations."""
    with django_db_blocker.unblock():
        tables.complete()


@pytest.fixture(autouse=True)
def nothing_is_kept_from_another_test():
    """Communes of different tests bear the same key; what a process keeps for a while must not pass between them."""
    cache.clear()


@pytest.fixture
def cast(db):
    """`cast.office`, `cast.chair`, `cast.unit` … , `cast.units.economy`, `cast.commune`."""
    return make_commune()


@pytest.fixture
def neighbours(db):
    """The same people in another commune; `neighbours.office` is the stranger of every page's test."""
    return make_commune(name="Thanh Miện", slug="thanh-mien")


@pytest.fixture
def commune(cast):
    return cast.commune


@pytest.fixture
def sign_in(client):
    """`sign_in(user)` -> the client, signed in as that person."""

    def as_person(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_person
