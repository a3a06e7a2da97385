"""Giving petitions their classes: one, many alike, a page of rows each with its own."""

from django.db import transaction

from core.refusals import NotYourRole, Refused
from core.workflow import move
from feedback import rules
from feedback.services.batches import for_each
from feedback.services.learning import learn_fields, unlearn_fields

CLASSES = {
    "field": "lĩnh vực", "competence": "thẩm quyền", "triage": "phân loại", "is_urgent": "cần ưu tiên",
    "other_fields": "lĩnh vực liên quan", "names_official": "hạn chế người xem",
}  # fmt: skip


class RowsRefused(Refused):
    """Some rows of a page cannot be saved, so none was; `rows`: petition key -> the refusal's sentence."""

    def __init__(self, rows):
        super().__init__(
            f"Chưa lưu dòng nào vì {len(rows)} dòng còn lỗi. Hãy sửa các dòng được đánh dấu rồi lưu lại."
        )
        self.rows = rows


@transaction.atomic
def classify_petition(
    *, petition, field, competence, triage, is_urgent, actor, other_fields=None, names_official=None
):  # fmt: skip
    """Give a petition its field, competence and one of the three classes (LP-16, LP-60, LP-65 to LP-67).

    `other_fields`, `names_official`: None leaves them as they stand.
    """
    unlearn_fields([petition])
    _classify(
        petition, actor, field=field, competence=competence, triage=triage, is_urgent=is_urgent,
        other_fields=other_fields, names_official=names_official,
    )  # fmt: skip
    learn_fields([petition])
    return petition


def _classify(petition, actor, **values):
    rules.check_can_classify_petition(actor, petition)
    rules.check_classes(**{name: values[name] for name in ("field", "competence", "triage")})
    after = {name: value for name, value in values.items() if value is not None}
    if "other_fields" in after:
        after["other_fields"] = [one for one in after["other_fields"] if one != values["field"]]
    changes = {
        label: [_shown(petition, name, getattr(petition, name)), _shown(petition, name, after[name])]
        for name, label in CLASSES.items()
        if name in after and getattr(petition, name) != after[name]
    }
    move(petition, "classify", actor=actor, changes=changes, **after)


def _shown(petition, name, value):
    if isinstance(value, bool):
        return "có" if value else "không"
    if name == "other_fields":
        return ", ".join(_shown(petition, "field", one) for one in value)
    return str(dict(petition._meta.get_field(name).flatchoices).get(value, value))


@transaction.atomic
def classify_petitions(*, petitions, is_urgent, actor, **classes):
    """Classify a batch alike: all of them or, with every obstacle named, none."""
    unlearn_fields(petitions)
    for_each(
        petitions,
        lambda petition: _classify(petition, actor, is_urgent=is_urgent or petition.is_urgent, **classes),
    )
    learn_fields(petitions)
    return len(petitions)


@transaction.atomic
def classify_each(*, rows, actor):
    """Classify a page: `rows` are pairs of petition and its own classes; RowsRefused names every bad row.

    All are saved or none. Returns the petitions.
    """
    petitions, refused = [petition for petition, _ in rows], {}
    unlearn_fields(petitions)
    for petition, classes in rows:
        try:
            _classify(petition, actor, **classes)
        except NotYourRole:
            raise
        except Refused as refusal:
            refused[petition.pk] = refusal.sentence
    if refused:
        raise RowsRefused(refused)
    learn_fields(petitions)
    return petitions
