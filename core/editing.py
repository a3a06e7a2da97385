"""Saving edits of things that two people may have open at once."""

from django.db import transaction
from django.db.models import F

from core.log import record
from core.refusals import StaleEdit
from core.sealing import check_unsealed

STALE = (
    "Người khác vừa lưu bản mới trong lúc anh/chị đang sửa. Hai bản được đặt cạnh nhau bên dưới: "
    "xem lại rồi bấm Lưu nếu muốn giữ bản của anh/chị."
)


@transaction.atomic
def save_edit(obj, *, actor, version, values, action, sentence, note=""):
    """Write `values` if nobody saved since `version` was read, and log what changed; else raise StaleEdit.

    `values`: field name -> new value. The second of two people is told, with both texts (DESIGN, bad input).
    """
    # Also where nothing will have changed, and so nothing is logged: what else the act wrote must not stay.
    check_unsealed(obj)
    labels = labels_of(obj, values)
    values = {name: _one_newline(value) for name, value in values.items()}
    fresh = type(obj)._base_manager.filter(pk=obj.pk).values("version", *values).get()
    if fresh["version"] != version:
        theirs = {
            name: (labels[name], _text(obj, name, fresh[name]), _text(obj, name, value))
            for name, value in values.items()
            if _plain(fresh[name]) != _plain(value)
        }
        raise StaleEdit(STALE, saved=theirs, version=fresh["version"])
    changes = {
        labels[name]: [_text(obj, name, fresh[name]), _text(obj, name, value)]
        for name, value in values.items()
        if _plain(fresh[name]) != _plain(value)
    }
    if not changes:
        return obj
    swapped = (
        type(obj)._base_manager.filter(pk=obj.pk, version=version).update(**values, version=F("version") + 1)
    )
    if not swapped:
        raise StaleEdit("Người khác vừa lưu bản mới. Bấm Lưu lần nữa để xem hai bản.", version=version)
    # Read again first: a full save of what this request read earlier could undo somebody's other write.
    obj.refresh_from_db()
    # Shadow columns (search, sorting) are derived in save().
    obj.save()
    record(actor=actor, action=action, subject=obj, sentence=sentence, note=note, changes=changes)
    return obj


@transaction.atomic
def save_plain(obj, *, actor, values, action, sentence):
    """Write `values` into a row without versions (people, units) and log what changed; nothing if nothing did."""
    before = type(obj)._base_manager.get(pk=obj.pk)
    labels = labels_of(obj, values)
    changes = {
        labels[name]: [_text(obj, name, getattr(before, name)), _text(obj, name, value)]
        for name, value in values.items()
        if _plain(getattr(before, name)) != _plain(value)
    }
    for name, value in values.items():
        setattr(obj, name, value)
    if changes:
        obj.save()
        record(actor=actor, action=action, subject=obj, sentence=sentence, changes=changes)
    return obj


def labels_of(obj, names):
    return {name: str(obj._meta.get_field(name).verbose_name) for name in names}


def _one_newline(value):
    """Browsers send CRLF; two texts that differ in nothing else are the same text."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _plain(value):
    value = _one_newline(getattr(value, "pk", value))
    return "" if value is None else value


def _text(obj, name, value):
    """A value as people read it; a model's FIELD_WORDS says it itself (JSON has no words of its own)."""
    words = getattr(obj, "FIELD_WORDS", {}).get(name)
    if words:
        return words(value)
    field = obj._meta.get_field(name)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.is_relation and value and not hasattr(value, "pk"):
        value = field.related_model._base_manager.filter(pk=value).first()
    if isinstance(value, bool):
        return "có" if value else "không"
    if hasattr(value, "strftime"):
        return f"{value:%H:%M}" if not hasattr(value, "year") else f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)
