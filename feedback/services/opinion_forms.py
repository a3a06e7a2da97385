"""Writes to opinion forms: designing, editing, copying. What comes back is `returns`."""

from django.db import transaction
from django.db.models import F

from core.editing import save_edit
from core.log import record
from core.refusals import Refused, StaleEdit
from feedback import rules
from feedback.models import OpinionForm, Question

ASKED = ("kind", "text", "options", "field", "is_required")
COPIED = ("title", "audience", "opening", "thanks", "asks_name", "asks_hamlet", "asks_phone")
MAX_TITLE = OpinionForm._meta.get_field("title").max_length


@transaction.atomic
def add_opinion_form(*, commune, values, questions, actor):
    """A form with its questions in their order. `questions`: dicts of kind, text, options, field, is_required."""
    rules.check_can_add_opinion_form(actor, commune)
    _check_questions(questions)
    form = OpinionForm.objects.create(commune=commune, made_by=actor, **values)
    write_questions(form, questions)
    record(
        actor=actor, action="opinion_form.add", subject=form,
        sentence=f"đã lập mẫu phiếu lấy ý kiến {len(questions)} câu hỏi",
    )  # fmt: skip
    return form


@transaction.atomic
def edit_opinion_form(*, opinion_form, values, questions, version, actor):
    """Change a form nobody has filled in yet; the second of two editors raises StaleEdit."""
    rules.check_can_edit_opinion_form(actor, opinion_form)
    _check_questions(questions)
    before, after = questions_text(opinion_form.questions.values(*ASKED)), questions_text(questions)
    try:
        save_edit(
            opinion_form, actor=actor, version=version, values=values, action="opinion_form.edit",
            sentence="đã sửa mẫu phiếu",
        )  # fmt: skip
    except StaleEdit as stale:
        if before != after:
            stale.saved["questions"] = ("các câu hỏi", before, after)
        raise
    if before != after:
        write_questions(opinion_form, questions)
        OpinionForm.objects.filter(pk=opinion_form.pk).update(version=F("version") + 1)
        record(
            actor=actor, action="opinion_form.edit", subject=opinion_form, sentence="đã sửa câu hỏi của mẫu phiếu",
            changes={"các câu hỏi": [before, after]},
        )  # fmt: skip
    return opinion_form


@transaction.atomic
def copy_opinion_form(*, opinion_form, actor):
    """The same questions as a new form, which may be changed."""
    rules.check_can_copy_opinion_form(actor, opinion_form)
    values = {name: getattr(opinion_form, name) for name in COPIED}
    values["title"] = f"{values['title'][: MAX_TITLE - 10]} (bản sao)"
    copy = OpinionForm.objects.create(commune=opinion_form.commune, made_by=actor, **values)
    write_questions(copy, list(opinion_form.questions.values(*ASKED)))
    record(
        actor=actor, action="opinion_form.add", subject=copy,
        sentence=f"đã sao chép từ mẫu phiếu “{opinion_form.title}”",
    )  # fmt: skip
    return copy


def write_questions(form, questions):
    """Write the questions anew in their order; nothing was answered yet, so nothing hangs on the old rows."""
    form.questions.all().delete()
    Question.objects.bulk_create(
        Question(form=form, order=place, **{name: asked[name] for name in ASKED})
        for place, asked in enumerate(questions, 1)
    )


def _check_questions(questions):
    if not questions:
        raise Refused("Mẫu phiếu cần ít nhất một câu hỏi. Hãy ghi câu hỏi đầu tiên.")


def questions_text(questions):
    """The questions as people read them, a line each, to be compared and logged."""
    lines = []
    for place, asked in enumerate(questions, 1):
        options = "; ".join(line.strip() for line in asked["options"].splitlines() if line.strip())
        field = dict(Question._meta.get_field("field").flatchoices).get(asked["field"], "")
        parts = [
            asked["text"], f"({options})" if options else "", f"[{field}]" if asked["field"] else "",
            "(bắt buộc)" if asked["is_required"] else "",
        ]  # fmt: skip
        lines.append(f"{place}. " + " ".join(part for part in parts if part))
    return "\n".join(lines)
