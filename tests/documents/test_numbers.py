"""Numbers of papers: one register per body, sign and period, without gaps and doubles however many issue at once."""

import threading
from datetime import date

import pytest
from django.db import connection, connections, transaction

from core.refusals import Refused
from core.states import BodyKind
from documents import services
from documents.faces import PaperFace, number_text_of
from documents.models import NumberRegister, Paper
from documents.states import PaperKind
from tests.factories.documents import an_issued_paper


@pytest.mark.parametrize(
    ("body", "sign", "number", "text"),
    [
        (BodyKind.UBND, "KH", 5, "05/KH-UBND"),
        (BodyKind.UBND, "KH-UBND", 5, "05/KH-UBND"),
        (BodyKind.UBND, "TB", 112, "112/TB-UBND"),
        (BodyKind.HDND, "BC", 12, "12/BC-HĐND"),
        (BodyKind.PARTY, "KH", 20, "20-KH/ĐU"),
        (BodyKind.PARTY, "TB", 7, "07-TB/ĐU"),
        (BodyKind.FRONT, "BC", 3, "03/BC-MTTQ-BTT"),
        (BodyKind.UBND, "UBND-VP", 9, "09/UBND-VP"),
        (BodyKind.UBND, "KH", None, "……/KH-UBND"),
    ],
)
def test_number_text_follows_the_bodys_system(body, sign, number, text):
    assert number_text_of(body, sign, number) == text


@pytest.mark.django_db
def test_number_line_has_a_colon_in_state_papers_only(commune):
    face = {"commune": commune, "kind": PaperKind.PLAN, "sign": "KH", "excerpt": "x", "number": 20}
    assert PaperFace(body=BodyKind.UBND, **face).number_line == "Số: 20/KH-UBND"
    assert PaperFace(body=BodyKind.PARTY, **face).number_line == "Số 20-KH/ĐU"


@pytest.mark.django_db
def test_date_line_takes_leading_zeros_and_dots(commune):
    face = {"commune": commune, "kind": PaperKind.PLAN, "sign": "KH", "excerpt": "x", "body": BodyKind.UBND}
    assert PaperFace(**face, issued_on=date(2026, 3, 5)).date_line == "Lạc Phượng, ngày 05 tháng 3 năm 2026"
    assert PaperFace(**face, issued_on=date(2026, 2, 15)).date_line == "Lạc Phượng, ngày 15 tháng 02 năm 2026"
    assert (
        PaperFace(**face, draft_year=2026, draft_month=3).date_line == "Lạc Phượng, ngày …… tháng 3 năm 2026"
    )


@pytest.mark.django_db
def test_numbers_run_per_sign_and_year(cast):
    def number(**more):
        return an_issued_paper(commune=cast.commune, actor=cast.office, **more).number_text

    assert [number(), number(), number(sign="KH"), number(sign="KH-UBND")] == [
        "01/TB-UBND", "02/TB-UBND", "01/KH-UBND", "02/KH-UBND",
    ]  # fmt: skip
    assert number(issued_on=date(2027, 1, 4)) == "01/TB-UBND"
    assert number() == "03/TB-UBND"


@pytest.mark.django_db
def test_party_papers_are_numbered_through_the_term(cast):
    def number(day):
        return an_issued_paper(
            commune=cast.commune, actor=cast.office, body=BodyKind.PARTY, issued_on=day
        ).number_text

    assert [number(date(2025, 9, 22)), number(date(2026, 1, 4))] == ["01-TB/ĐU", "02-TB/ĐU"]


@pytest.mark.django_db
def test_communes_have_registers_of_their_own(cast, neighbours):
    assert an_issued_paper(commune=cast.commune, actor=cast.office).number == 1
    assert an_issued_paper(commune=neighbours.commune, actor=neighbours.office).number == 1


@pytest.mark.django_db
def test_a_failed_issue_leaves_no_gap(cast):
    def broken(face):
        assert face.number == 2
        raise RuntimeError("the template broke")

    an_issued_paper(commune=cast.commune, actor=cast.office)
    with pytest.raises(RuntimeError):
        an_issued_paper(commune=cast.commune, actor=cast.office, build=broken)
    assert an_issued_paper(commune=cast.commune, actor=cast.office).number == 2
    assert Paper.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("blank", [{"issued_on": None}, {"signer_name": " "}])
def test_a_paper_without_date_or_signer_is_refused_and_takes_no_number(cast, blank):
    with pytest.raises(Refused, match="ngày ban hành và họ tên người ký"):
        an_issued_paper(commune=cast.commune, actor=cast.office, **blank)
    assert not NumberRegister.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_issue_at_once_without_gap_or_double(cast):
    """On SQLite (a file) and on PostgreSQL: eight threads, some of which fail after they took their number."""
    failed, barrier = [], threading.Barrier(8)

    def sometimes_broken(fails):
        def build(face):
            if fails:
                raise RuntimeError("changed my mind")
            return "<p>x</p>"

        return build

    def clerk(which):
        try:
            barrier.wait(20)
            for turn in range(6):
                try:
                    an_issued_paper(
                        commune=cast.commune,
                        actor=cast.office,
                        build=sometimes_broken((which + turn) % 4 == 0),
                    )
                except RuntimeError:
                    pass
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=clerk, args=[which]) for which in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    numbers = sorted(Paper.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 37)), connection.vendor
    assert NumberRegister.objects.get().last_number == 36


@pytest.mark.django_db
def test_take_number_outside_an_issue_is_undone_with_its_transaction(cast):
    args = {"commune": cast.commune, "body": BodyKind.UBND, "sign": "KH", "period": "2026"}
    with pytest.raises(RuntimeError), transaction.atomic():
        assert services.take_number(**args)[1] == 1
        raise RuntimeError
    assert services.take_number(**args)[1] == 1
