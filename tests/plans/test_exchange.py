"""Plan files: what leaves, what is let in and what is named as wrong, the preview, the one confirmation."""

from copy import deepcopy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.models import AuditEntry, UnitAlias
from core.refusals import Refused
from deadlines.models import Regulation
from plans import services
from plans.exchange import PlanFileError, checked, without_names
from plans.files import data_of, file_names, read_file, yaml_of
from plans.models import Plan, PlanUpload
from tests.factories.plans import DATA, a_plan, a_seed_plan

pytestmark = pytest.mark.django_db
CHAIR = DATA["people"]["chair"]["name"]
FACILITATOR = DATA["people"]["facilitator"]["name"]


def wrong(text):
    with pytest.raises(PlanFileError) as error:
        checked(text)
    return " ".join(error.value.sentences)


def changed(**parts):
    return yaml_of(DATA | parts)


def a_file(text, name="ke-hoach.yaml"):
    return SimpleUploadedFile(name, text.encode())


# The file itself


@pytest.mark.parametrize("name", file_names())
def test_every_plan_of_the_project_passes_the_check(name):
    assert checked(yaml_of(read_file(name)))["plan"]["year"]


def test_a_plan_comes_back_from_its_file_as_it_was(cast):
    plan = Plan.objects.get(pk=a_plan(cast=cast).pk)
    data = data_of(plan)
    assert checked(yaml_of(data)) == data
    plan.delete()
    again = services.load_plan_file(commune=cast.commune, data=checked(yaml_of(data)), actor=cast.office)
    assert data_of(Plan.objects.get(pk=again.pk)) == data


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- một\n- hai", "không phải tệp kế hoạch"),
        ("plan: [", "không đúng cú pháp YAML"),
        ("plan: &a {year: 2026}\nbases: *a", "neo"),
        ("plan: !!python/object/apply:os.system ['ls']", "thẻ kiểu"),
        ("plan: {year: 2026}\nplan: {year: 2027}", "“plan” ghi hai lần (lần trước ở dòng 1)"),
        ("a: " + "[" * 40 + "]" * 40, "lồng quá sâu"),
        ("plan: {year: 2026-02-30}", "không có thật"),
        ("1: x", "phải là chữ"),
    ],
)
def test_what_is_no_plan_file_is_told_with_its_line(text, words):
    assert words in wrong(text)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"secrets": []}, "Mục “secrets” không có trong tệp kế hoạch"),
        ({"plan": DATA["plan"] | {"id": 7}}, "Thông tin chung: khóa “id” không có"),
        ({"plan": DATA["plan"] | {"year": "2026"}}, "“year” phải là số nguyên từ 0, không phải “2026”"),
        ({"plan": DATA["plan"] | {"year": 1026}}, "năm 1026 phải từ 2015 đến 2100"),
        ({"plan": DATA["plan"] | {"body": "vua"}}, "“body” ghi “vua”, chỉ nhận: ubnd, hdnd, party, front"),
        ({"plan": {"year": 2026, "body": "ubnd"}}, "thiếu “title”"),
        ({"targets": "ba"}, "Chỉ tiêu: phải là danh sách các dòng"),
        ({"targets": [{"kind": "periodic", "audience": "dân", "quarters": [5]}]}, "các số từ 1 đến 4"),
        ({"targets": [{"kind": "periodic", "audience": "dân", "topics": [{"txt": "x"}]}]}, "nội dung đối thoại, dòng 1: khóa “txt”"),
        ({"venues": [{"name": ["a"]}]}, "Địa điểm, dòng 1: “name” phải là chữ"),
        ({"bases": [{"text": "x", "documents": [{"kind": "Luật", "dated_on": "hôm qua"}]}]}, "phải là ngày kiểu 2026-05-16"),
        ({"agenda": [{"contents": "một dòng"}]}, "Trình tự, dòng 1: “contents” phải là danh sách"),
        ({"people": ["a"]}, "Mục người"),
        ({"venues": [{"name": "x"}] * 501}, "nhiều hơn 500 dòng"),
        ({"plan": DATA["plan"] | {"title": "x" * 40_000}}, "dài 40000 ký tự"),
        ({"regulation": {"title": "R", "rules": [{"code": "A", "name": "n", "kind": "notice"}] * 2}}, "mã “A” ghi cho nhiều"),
        ({"regulation": {"title": "R", "rules": [{"code": "A", "name": "n", "kind": "notice", "periods": [["x", "y"]]}]}}, "các cặp ngày"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_with_its_place(parts, words):
    assert words in wrong(changed(**parts))


def test_many_mistakes_are_counted_not_listed_for_ever():
    assert "Và 20 chỗ sai khác." in wrong(changed(venues=[{"nam": "x", "name": "y"}] * 50))


def test_names_become_titles():
    data = {"plan": {"signer_name": "Lê Văn Tám", "title": "x"}, "agenda": [
        {"contents": ["Ông Lê Văn Tám, Chủ tịch khai mạc"], "responsible": "Đ/c Trần Thị Bé Ba, Chánh Văn phòng"},
        {"contents": ["Kết luận"], "responsible": "Trần Thị Bé Ba và các đồng chí"},
    ]}  # fmt: skip
    cleaned = without_names(data, {"Trần Thị Bé Ba": "Chánh Văn phòng"})
    assert "signer_name" not in cleaned["plan"]
    assert cleaned["agenda"][0] == {
        "contents": ["Đồng chí Chủ tịch khai mạc"],
        "responsible": "Đồng chí Chánh Văn phòng",
    }
    assert cleaned["agenda"][1]["responsible"] == "Chánh Văn phòng và các đồng chí"


# Leaving


def test_export_leaves_names_out_unless_asked_and_is_logged(cast, neighbours, sign_in):
    plan = a_plan(cast=cast)
    url = f"/ke-hoach/{plan.pk}/tai-tep/"
    assert sign_in(neighbours.office).post(url).status_code == 404
    assert sign_in(cast.unit).post(url).status_code == 403
    client = sign_in(cast.chair)
    assert client.get(url).status_code == 405
    response = client.post(url)
    text = response.content.decode()
    assert response["Content-Disposition"].endswith('-2026.yaml"')
    assert CHAIR not in text and FACILITATOR not in text
    assert "Đồng chí Chánh Văn phòng HĐND và UBND xã" in text
    assert "id:" not in text and checked(text)
    assert CHAIR in client.post(url, {"has_names": "on"}).content.decode()
    sentences = list(
        AuditEntry.objects.about(plan)
        .filter(action="plan.export")
        .order_by("pk")
        .values_list("sentence", flat=True)
    )
    assert sentences == ["đã tải tệp kế hoạch, không có tên người", "đã tải tệp kế hoạch, có tên người"]


def test_a_plans_own_rules_travel_with_it(cast, neighbours):
    plan = a_plan(cast=cast)
    own = services.own_regulation(plan=plan, actor=cast.office)
    own.rules.filter(kind="notice").update(amount=9)
    text = services.exported_text(plan=plan, people={}, actor=cast.office)
    upload = services.upload_plan(file=a_file(text), actor=neighbours.office)
    choices = {"year": 2026, "body": "ubnd", "regulation": "tep", "units": {}}
    new = services.import_plan(upload=upload, choices=choices, actor=neighbours.office)
    assert new.regulation.is_for_one_plan and new.regulation.commune == neighbours.commune
    assert new.regulation.rules.get(kind="notice").amount == 9
    assert new.regulation not in Regulation.objects.for_commune(neighbours.commune)


# Coming in


def form_of(**values):
    return {"year": "2026", "body": "ubnd", "place": "Thanh Miện", "regulation": ""} | values


def test_another_communes_plan_is_looked_at_chosen_and_made(cast, neighbours, sign_in):
    text = services.exported_text(plan=a_plan(cast=cast), people={}, actor=cast.office)
    client = sign_in(neighbours.office)
    sent = client.post("/ke-hoach/nhap-tep/", {"file": a_file(text)})
    assert sent.status_code == 302
    page = client.get(sent.url).content.decode()
    assert "Kế hoạch sẽ in như sau" in page and "MỤC ĐÍCH, YÊU CẦU" in page
    assert "tệp của xã khác (Lạc Phượng)" in page and "None" not in page
    assert "không có trong “Nơi nhận”" in page and "đây là dự thảo" in page
    assert (
        page.count("Tìm thấy theo tên.") == 1
        and "đề xuất đơn vị duy nhất cùng loại" in page
        and "Không tìm thấy" in page
    )
    assert not Plan.objects.filter(commune=neighbours.commune).exists()
    looked = client.post(sent.url, form_of(rename="on", look="1")).content.decode()
    assert "xã Thanh Miện" in looked and "tệp của xã khác" not in looked
    made = client.post(sent.url, form_of(rename="on", confirm="1", unit_0=neighbours.units.office.pk))
    plan = Plan.objects.get(commune=neighbours.commune)
    assert made.url == f"/ke-hoach/{plan.pk}/"
    assert "Lạc Phượng" not in plan.lead_in and plan.regulation is None
    assert plan.tasks.filter(unit=neighbours.units.office).count() == 10
    assert not plan.tasks.exclude(unit=neighbours.units.office).exclude(unit=None).exists()
    assert AuditEntry.objects.about(plan).filter(action="plan.import").count() == 1
    assert not PlanUpload.objects.exists()


def test_units_are_found_by_name_or_alias(cast, sign_in):
    """D-28."""
    UnitAlias.objects.create(unit=cast.units.office, text="Văn phòng HĐND và UBND xã")
    upload = services.upload_plan(file=a_file(yaml_of(DATA)), actor=cast.office)
    page = sign_in(cast.office).get(f"/ke-hoach/nhap-tep/{upload.pk}/").content.decode()
    assert page.count("Tìm thấy theo tên.") == 2


def test_a_refused_confirmation_loses_neither_file_nor_choices(cast, sign_in):
    a_plan(cast=cast)
    client = sign_in(cast.office)
    url = client.post("/ke-hoach/nhap-tep/", {"file": a_file(yaml_of(DATA))}).url
    refused = client.post(url, form_of(place="Lạc Phượng (mới)", confirm="1")).content.decode()
    assert "Năm 2026 đã có kế hoạch đối thoại" in refused
    again = client.get(url).content.decode()
    assert "Lạc Phượng (mới)" in again
    assert client.post(url, form_of(year="2027", confirm="1")).status_code == 302
    assert Plan.objects.filter(year=2027).count() == 1


def test_a_preview_writes_nothing(cast, sign_in):
    upload = services.upload_plan(file=a_file(yaml_of(DATA)), actor=cast.office)
    before = (Plan.objects.count(), Regulation.objects.count(), AuditEntry.objects.count())
    sign_in(cast.office).get(f"/ke-hoach/nhap-tep/{upload.pk}/")
    assert (Plan.objects.count(), Regulation.objects.count(), AuditEntry.objects.count()) == before


def test_another_year_is_said_and_changes_no_word(cast):
    upload = services.upload_plan(file=a_file(yaml_of(DATA)), actor=cast.office)
    choices = {"year": 2027, "body": "hdnd", "units": {}}
    seen = services.preview_upload(
        upload=upload, choices=choices, actor=cast.office, render=lambda plan: plan.title
    )
    words = " ".join(map(str, seen.warnings))
    assert "chữ và ngày trong văn bản không tự đổi" in words and "thể thức, ký hiệu" in words
    assert "chưa chọn bộ quy định" in words
    assert "2026" in seen.html


def test_uploads_are_the_persons_own_few_and_can_be_thrown_away(cast, sign_in):
    uploads = [services.upload_plan(file=a_file(yaml_of(DATA)), actor=cast.office) for _ in range(7)]
    assert list(PlanUpload.objects.order_by("pk")) == uploads[2:]
    url = f"/ke-hoach/nhap-tep/{uploads[-1].pk}/"
    assert sign_in(cast.clerk).get(url).status_code == 404
    assert sign_in(cast.unit).get("/ke-hoach/nhap-tep/").status_code == 403
    client = sign_in(cast.office)
    assert client.get(f"{url}bo/").status_code == 405
    assert client.post(f"{url}bo/").status_code == 302
    assert client.get(url).status_code == 404


def test_a_wrong_upload_is_refused_on_its_page(cast, sign_in):
    client = sign_in(cast.office)
    for content, words in (
        (b"\xff\xfe\x00x", "không phải văn bản UTF-8"),
        (b"   ", "Tệp rỗng"),
        (b"x" * 600_000, "lớn hơn 512 KB"),
        (yaml_of(DATA | {"lạ": 1}).encode(), "Mục “lạ” không có"),
    ):
        page = client.post(
            "/ke-hoach/nhap-tep/", {"file": SimpleUploadedFile("a.yaml", content)}
        ).content.decode()
        assert words in page
    assert not PlanUpload.objects.exists()


def test_a_billion_laughs_is_refused_at_once(cast):
    bomb = "a: &a [x,x,x]\n" + "".join(f"b{n}: &b{n} [*a,*a]\n" for n in range(50))
    with pytest.raises(Refused, match="neo"):
        services.upload_plan(file=a_file(bomb), actor=cast.office)


@pytest.mark.parametrize("name", file_names())
def test_every_plan_of_the_project_can_be_previewed(cast, name):
    a_seed_plan(cast=cast, name=name).delete()
    upload = services.upload_plan(file=a_file(yaml_of(read_file(name))), actor=cast.office)
    fields = read_file(name)["plan"]
    choices = {"year": fields["year"], "body": fields["body"], "names": True, "units": {}}
    seen = services.preview_upload(upload=upload, choices=choices, actor=cast.office, render=str)
    assert seen.progress["targets"] and seen.warnings


def test_what_a_strangers_file_says_is_text_and_never_markup(cast, sign_in):
    evil = "<script>alert(1)</script>"
    data = deepcopy(DATA)
    data["plan"] |= {
        "title": f"Về việc {evil}",
        "lead_in": evil,
        "place": evil,
        "closing": evil,
        "signer_title": evil,
    }
    data["bases"][0]["text"] = f"Căn cứ năm 2026 {evil}"
    data["outline"][0]["text"] = data["outline"][1]["body"] = evil
    data["targets"][0] |= {"audience": evil, "quarters": []}
    data["venues"][0]["name"] = data["recipients"][0]["text"] = data["groups"][0]["name"] = evil
    body = next(row for row in data["outline"] if row.get("tasks"))["tasks"][0]
    body["unit"] = body["items"][0]["text"] = evil
    file = SimpleUploadedFile("<b>x</b>.yaml", yaml_of(data).encode())
    upload = services.upload_plan(file=file, actor=cast.office)
    client = sign_in(cast.office)
    page = client.get(f"/ke-hoach/nhap-tep/{upload.pk}/").content.decode()
    assert evil not in page and "&lt;script&gt;" in page and "<b>x</b>" not in page
    choices = {"year": 2026, "body": "ubnd", "names": True, "units": {}}
    plan = services.import_plan(upload=upload, choices=choices, actor=cast.office)
    for rest in ("", "nam-sau/", "nhiem-vu/", "thoi-han/"):
        assert evil not in client.get(f"/ke-hoach/{plan.pk}/{rest}").content.decode()
    assert evil not in client.get("/ke-hoach/trong-nam/?nam=2026").content.decode()
