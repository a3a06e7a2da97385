"""The shipped regulations: every rule of the five plans and of the law, with its clause and its figures."""

from io import StringIO

import pytest
import yaml
from django.core.management import call_command

from deadlines import services
from deadlines.models import CalendarYear, Regulation, Rule
from deadlines.queries import regulations_for
from deadlines.services.regulations import PRESETS
from deadlines.states import Anchor, Bound, DeadlineKind, RuleDirection, RuleUnit
from deadlines.wording import NOT_CONFIGURED, extension_words, rule_words

pytestmark = pytest.mark.django_db
FIGURES = {
    # The seeds' table of figures: 7 working / 2 calendar days, 5 / 10 / 15 working days, fixed dates.
    "LP-R1": "ít nhất 07 ngày làm việc trước ngày hội nghị",
    "LP-R1b": "ít nhất 07 ngày làm việc trước ngày hội nghị",
    "LP-R2": "chậm nhất 10 ngày làm việc sau ngày hội nghị",
    "LP-R3": NOT_CONFIGURED,
    "LP-R4": NOT_CONFIGURED,
    "LP-R5": "0,5-1 ngày",
    "LP-R6": "từ 01/04/2026 đến hết 30/06/2026; từ 01/10/2026 đến hết 31/12/2026",
    "ND-R1": "trước ngày 15/11/2025",
    "ND-R2": "theo văn bản khác",
    "ND-R3": "150-200 người",
    "ND-R4": NOT_CONFIGURED,
    "TM-R1": "từ 01/10/2025 đến hết 31/12/2025",
    "TM-R2": "ít nhất 1 hội nghị",
    "TM-R4": NOT_CONFIGURED,
    "TM-R5": NOT_CONFIGURED,
    "QN-R1": "ít nhất 05 ngày trước ngày hội nghị",
    "QN-R2": "ít nhất 02 ngày trước ngày hội nghị",
    "QN-R3": "05 ngày trước ngày hội nghị",
    "QN-R4": "chậm nhất 05 ngày làm việc sau ngày hội nghị",
    "QN-R5": "chậm nhất 15 ngày làm việc sau ngày hội nghị",
    "QN-R8": "50-100 người",
    "TD-R1": "trước ngày 16/05/2026",
    "TD-R2": "trước ngày 18/05/2026",
    "TD-R3": "trước ngày 20/05/2026",
    "TD-R6": "chậm nhất 10 ngày làm việc sau ngày hội nghị",
    "TD-R7": "chậm nhất 07 ngày làm việc sau ngày ban hành thông báo kết luận",
    "TD-R7b": "chậm nhất 07 ngày làm việc sau ngày ban hành thông báo kết luận",
    "TD-R8": "từ 01/05/2026 đến hết 31/05/2026",
    "LAW-2": "ít nhất 07 ngày trước ngày hội nghị",
    "LAW-3": "chậm nhất 10 ngày sau ngày hội nghị",
}


@pytest.fixture
def installed(db):
    services.install_presets()


def test_presets_are_installed_once_however_often(installed):
    before = list(Rule.objects.order_by("pk").values_list("pk", "code"))
    services.install_presets()
    assert list(Rule.objects.order_by("pk").values_list("pk", "code")) == before
    assert set(Regulation.objects.values_list("code", flat=True)) == {"LP", "ND", "TM", "QN", "TD", "LAW"}


@pytest.mark.parametrize("code", FIGURES)
def test_figures_read_as_the_plans_say(installed, code):
    assert rule_words(Rule.objects.get(code=code)) == FIGURES[code]


def test_every_rule_has_text_clause_and_known_words(installed):
    for rule in Rule.objects.all():
        assert rule.text, rule.code
        assert rule.source, rule.code
        assert rule.kind in DeadlineKind.values
        assert rule.unit in RuleUnit.values
        assert rule.anchor in Anchor.values
        assert rule.direction in RuleDirection.values
        assert rule.bound in Bound.values
        assert set(rule.conference_kinds) <= {"periodic", "thematic", "ad_hoc"}


def test_extensions_and_exemptions_of_the_plans(installed):
    """LP-98, LP-55, TD-64: 15 in all from the conference; ad-hoc is free of the notice."""
    for code in ("LP-R2", "TD-R6"):
        rule = Rule.objects.get(code=code)
        assert (rule.extension_amount, len(rule.extension_grounds)) == (15, 2)
        assert extension_words(rule) == "được gia hạn một lần, không quá 15 ngày làm việc tính từ mốc ban đầu"
    assert Rule.objects.get(code="LP-R1").exempt_conference_kinds == ["ad_hoc"]
    assert not Rule.objects.get(code="QN-R4").extension_amount


def test_the_law_is_labelled_as_law(installed):
    assert set(Rule.objects.filter(is_statutory=True).values_list("regulation__code", flat=True)) == {"LAW"}
    assert Regulation.objects.get(code="LAW").is_statutory


def test_conflicts_of_td_are_kept_both(installed):
    """D-01, D-02."""
    pairs = dict(Rule.objects.exclude(conflicts_with="").values_list("code", "conflicts_with"))
    assert pairs == {"TD-R2": "TD-R5", "TD-R5": "TD-R2", "TD-R3": "TD-R4", "TD-R4": "TD-R3"}


def test_a_second_install_leaves_a_communes_copy_alone(installed, commune, cast):
    own = services.copy_regulation(
        regulation=Regulation.objects.get(code="LP"), commune=commune, actor=cast.admin
    )
    own.rules.filter(code="LP-R2").update(amount=8)
    services.install_presets()
    assert own.rules.get(code="LP-R2").amount == 8


def test_a_copy_of_a_copy_finds_a_free_code(installed, commune, cast):
    preset = Regulation.objects.get(code="LP")
    codes = [
        services.copy_regulation(regulation=preset, commune=commune, actor=cast.admin).code for _ in range(3)
    ]
    assert codes == ["LP", "LP-2", "LP-3"]


def test_the_list_counts_what_is_not_configured(installed, cast):
    rows = {row["regulation"].code: row for row in regulations_for(cast.admin)}
    assert (rows["LP"]["open_rules"], rows["TM"]["open_rules"], rows["QN"]["open_rules"]) == (2, 2, 0)


def test_files_name_no_officials():
    for path in PRESETS.glob("*.yaml"):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert data["title"]
        assert not {"signer", "chair", "person"} & {key for rule in data["rules"] for key in rule}


def test_load_presets_command_fills_three_years(db):
    out = StringIO()
    call_command("load_presets", stdout=out)
    call_command("load_presets", stdout=out)
    assert CalendarYear.objects.count() == 3
    assert "thêm 0 ngày" in out.getvalue().splitlines()[1]
