"""Every number of a register is explained; reserved numbers; papers that correct, replace or withdraw others."""

import io
import threading
import zipfile
from datetime import date

import pytest
from django.db import connections
from django.urls import reverse
from lxml import etree

from core.models import AuditEntry
from core.refusals import NotYourRole, Refused
from documents import services
from documents.models import NumberRegister, Paper, RegisterEntry
from documents.queries import registers_of
from documents.states import EntryState, PaperEffect
from tests.factories.documents import DAY, an_issued_paper

WHO = {"excerpt": "Về việc mật", "issued_on": date(2026, 4, 2), "signer_name": "Trần Chủ Tịch"}


def a_reserved_number(*, cast, sign="TB", issued_on=DAY, reason="Soạn ngoài phần mềm"):
    return services.reserve_number(
        commune=cast.commune, body="ubnd", sign=sign, issued_on=issued_on, reason=reason, actor=cast.office
    )


def unexplained(cast):
    return [missing for _, _, missing in registers_of(cast.office)]


@pytest.mark.django_db
def test_every_number_is_explained_by_paper_reservation_or_the_paper_book(cast):
    services.set_register(
        commune=cast.commune, body="ubnd", sign="tb", period="2026", last_number=36, reason="Sổ giấy",
        actor=cast.office,
    )  # fmt: skip
    paper = an_issued_paper(commune=cast.commune, actor=cast.office)
    kept, dropped = a_reserved_number(cast=cast, sign="tb"), a_reserved_number(cast=cast)
    services.record_register_entry(register_entry=kept, actor=cast.office, **WHO)
    services.cancel_register_entry(register_entry=dropped, reason="Không ban hành", actor=cast.office)
    last = an_issued_paper(commune=cast.commune, actor=cast.office)
    assert (paper.number, kept.number, dropped.number, last.number) == (37, 38, 39, 40)
    rows = RegisterEntry.objects.order_by("number")
    assert [(row.number_text, row.words) for row in rows] == [
        ("01 đến 36/TB-UBND", "Cấp trước khi dùng phần mềm"), ("37/TB-UBND", "Đã ban hành"),
        ("38/TB-UBND", "Ban hành ngoài phần mềm"), ("39/TB-UBND", "Huỷ số"), ("40/TB-UBND", "Đã ban hành"),
    ]  # fmt: skip
    assert unexplained(cast) == [0]
    services.take_number(commune=cast.commune, body="ubnd", sign="TB", period="2026")
    assert unexplained(cast) == [1]
    with pytest.raises(Refused, match="không xoá được"):
        kept.delete()


@pytest.mark.django_db
def test_record_register_entry_can_be_mended_and_keeps_to_its_year(cast):
    entry = a_reserved_number(cast=cast)
    with pytest.raises(Refused, match="sổ năm 2026"):
        services.record_register_entry(
            register_entry=entry, actor=cast.office, **WHO | {"issued_on": date(2027, 1, 4)}
        )
    services.record_register_entry(register_entry=entry, actor=cast.office, **WHO)
    services.record_register_entry(
        register_entry=entry, actor=cast.office, **WHO | {"excerpt": "Về việc bảo vệ bí mật"}
    )
    log = AuditEntry.objects.about(entry).filter(action="register_entry.record")
    assert log.last().changes["Trích yếu"] == ["Về việc mật", "Về việc bảo vệ bí mật"]
    assert list(RegisterEntry.objects.matching("bao ve bi mat", cast.office)) == [entry]


@pytest.mark.django_db
def test_cancel_register_entry_is_refused_once_used_and_for_papers(cast):
    entry = a_reserved_number(cast=cast)
    services.record_register_entry(register_entry=entry, actor=cast.office, **WHO)
    with pytest.raises(Refused, match="Không thể “Huỷ số”"):
        services.cancel_register_entry(register_entry=entry, reason="x", actor=cast.office)
    an_issued_paper(commune=cast.commune, actor=cast.office)
    with pytest.raises(Refused, match="không phải số giữ"):
        services.record_register_entry(
            register_entry=RegisterEntry.objects.exclude(paper=None).get(), actor=cast.office, **WHO
        )
    with pytest.raises(NotYourRole):
        a_reserved_number(cast=type(cast)(**{**vars(cast), "office": cast.unit}))


@pytest.mark.django_db(transaction=True)
def test_papers_and_reservations_at_once_leave_no_gap_and_no_double(cast):
    failed, barrier = [], threading.Barrier(6)

    def broken(face):
        raise RuntimeError("changed my mind")

    def clerk(which):
        try:
            barrier.wait(20)
            for turn in range(5):
                if (which + turn) % 3 == 0:
                    a_reserved_number(cast=cast)
                elif (which + turn) % 3 == 1:
                    an_issued_paper(commune=cast.commune, actor=cast.office, build=lambda face: "<p>x</p>")
                else:
                    with pytest.raises(RuntimeError):
                        an_issued_paper(commune=cast.commune, actor=cast.office, build=broken)
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=clerk, args=[which]) for which in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    numbers = sorted(RegisterEntry.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 21))
    assert NumberRegister.objects.get().last_number == 20
    assert unexplained(cast) == [0]


# --- what one paper does to another ---------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("effect", "words"),
    [
        ("", "Đã được đính chính bởi số 02/TB-UBND"),
        (PaperEffect.REPLACES, "Đã được thay thế bởi số 02/TB-UBND"),
        (PaperEffect.WITHDRAWS, "Đã thu hồi theo số 02/TB-UBND"),
    ],
)
def test_a_paper_is_corrected_replaced_or_withdrawn_only_by_a_newer_one(client, sign_in, cast, effect, words):
    old = an_issued_paper(commune=cast.commune, actor=cast.office)
    frozen = Paper.objects.filter(pk=old.pk).values().get()
    newer = an_issued_paper(commune=cast.commune, actor=cast.office, corrects=old, effect=effect)
    assert Paper.objects.filter(pk=old.pk).values().get() == frozen
    assert old.fate == words
    sign_in(cast.unit)
    for url in (
        reverse("paper_detail", args=[old.pk]), reverse("paper_list"), reverse("register_entry_list"),
    ):  # fmt: skip
        assert words in client.get(url).content.decode(), url
    shown = client.get(reverse("paper_detail", args=[newer.pk])).content.decode()
    assert f"<dt>{PaperEffect(effect or 'corrects').label}</dt>" in shown
    assert newer.fate == ""


@pytest.mark.django_db
def test_a_paper_ends_once_and_only_by_a_later_paper_of_the_commune(cast, neighbours):
    old = an_issued_paper(commune=cast.commune, actor=cast.office)
    for fields, match in [
        ({"issued_on": date(2026, 3, 4)}, "Hãy xem lại ngày"),
        ({"corrects": an_issued_paper(commune=neighbours.commune, actor=neighbours.office)}, "của xã"),
    ]:
        with pytest.raises(Refused, match=match):
            an_issued_paper(commune=cast.commune, actor=cast.office, **{"corrects": old} | fields)
    new = {"commune": cast.commune, "actor": cast.office, "corrects": old}
    an_issued_paper(**new, effect=PaperEffect.CORRECTS)
    an_issued_paper(**new, effect=PaperEffect.WITHDRAWS)
    with pytest.raises(Refused, match="đã thu hồi theo số 03/TB-UBND"):
        an_issued_paper(**new, effect=PaperEffect.REPLACES)
    assert NumberRegister.objects.get(commune=cast.commune).last_number == 3


# --- pages ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_number_is_reserved_recorded_and_cancelled_in_the_browser(client, sign_in, cast, neighbours):
    client = sign_in(cast.office)
    typed = {"body": "ubnd", "sign": "qđ", "issued_on": "2/4/2026", "reason": "Văn bản mật"}
    for _ in range(2):
        client.post(reverse("register_reserve"), typed)
    first, second = RegisterEntry.objects.order_by("number")
    page = reverse("register_entry_detail", args=[first.pk])
    assert "01/QĐ-UBND" in client.get(page).content.decode()
    record, cancel = (
        reverse(name, args=[first.pk]) for name in ("register_entry_record", "register_entry_cancel")
    )
    assert client.post(record, {"excerpt": "", "issued_on": "2/4/2026"}).status_code == 200
    later = client.post(record, {"excerpt": "x", "issued_on": "2/4/2027", "signer_name": "A"})
    assert "sổ năm 2026" in later.content.decode()
    assert client.post(record, WHO | {"issued_on": "2/4/2026"})["Location"] == page
    assert client.post(cancel, {"reason": "x"}).status_code == 409
    assert (
        client.post(reverse("register_entry_cancel", args=[second.pk]), {"reason": "Thôi"}).status_code == 302
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (EntryState.USED, EntryState.CANCELLED)
    text = client.get(reverse("register_entry_list"), {"standing": "cancelled"}).content.decode()
    assert "Văn bản mật. Huỷ: Thôi" in text and "Về việc mật" not in text
    sign_in(cast.chair)
    assert client.post(record, WHO).status_code == 403
    assert client.post(reverse("register_reserve"), typed).status_code == 403
    assert client.get(page).status_code == 200
    sign_in(neighbours.office)
    assert client.get(page).status_code == 404
    assert client.get(record).status_code == 404


@pytest.mark.django_db
def test_excerpts_with_personal_data_are_hidden_and_not_found_by_units(client, sign_in, cast):
    an_issued_paper(commune=cast.commune, actor=cast.office, excerpt="Gửi ông Bí Mật", has_personal_data=True)
    url = reverse("register_entry_list")
    sign_in(cast.unit)
    shown = client.get(url).content.decode()
    assert "01/TB-UBND" in shown and "văn bản có dữ liệu cá nhân" in shown and "Bí Mật" not in shown
    assert "01/TB-UBND" not in client.get(url, {"words": "bi mat"}).content.decode()
    assert b"Bi Mat" not in client.get(reverse("register_entry_export")).content
    sign_in(cast.office)
    assert "Bí Mật" in client.get(url, {"words": "bi mat"}).content.decode()


@pytest.mark.django_db
def test_the_spreadsheet_has_real_dates_and_no_formulas(client, sign_in, cast):
    an_issued_paper(commune=cast.commune, actor=cast.office, excerpt='=HYPERLINK("http://x.invalid")')
    an_issued_paper(commune=cast.commune, actor=cast.office, sign="KH")
    sign_in(cast.office)
    answer = client.get(reverse("register_entry_export"), {"sign": "TB"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = [
        [(cell.get("t"), "".join(cell.itertext())) for cell in row] for row in sheet.iterfind(".//{*}row")
    ]
    line = dict(zip((text for _, text in rows[0]), rows[1], strict=False))
    assert len(rows) == 2
    assert line["Số, ký hiệu"] == ("inlineStr", "01/TB-UBND")
    assert line["Ngày ban hành"] == (None, str((DAY - date(1899, 12, 30)).days))
    assert line["Trích yếu"] == ("inlineStr", '=HYPERLINK("http://x.invalid")')
    assert sheet.find(".//{*}f") is None
    assert answer["Content-Disposition"].endswith('"so-dang-ky-van-ban.xlsx"')


@pytest.mark.django_db
def test_register_entry_list_costs_the_same_with_many(client, sign_in, cast, django_assert_max_num_queries):
    sign_in(cast.office)
    for number in range(30):
        paper = an_issued_paper(commune=cast.commune, actor=cast.office, issued_on=date(2026, 1, 5))
        if number % 5 == 0:
            an_issued_paper(commune=cast.commune, actor=cast.office, corrects=paper)
    for url in (reverse("register_entry_list"), reverse("register_list"), reverse("paper_list")):
        with django_assert_max_num_queries(10):
            assert client.get(url).status_code == 200
