"""Keeping how a text read at each step of its approval. Differences are a reading (documents.queries)."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max

from documents.drafting import plain_face
from documents.models import PaperVersion
from documents.plaintext import lines_of


@transaction.atomic
def keep_version(*, subject, html, step, actor, note=""):
    """Keep the printed words of `html` as the subject's next version; returns it.

    `subject`: a draft, a plan, a conclusion notice: whatever has a commune and goes through approval.
    """
    kind = ContentType.objects.get_for_model(subject)
    last = PaperVersion.objects.filter(subject_type=kind, subject_id=subject.pk).aggregate(n=Max("number"))[
        "n"
    ]
    return PaperVersion.objects.create(
        commune=subject.commune, subject_type=kind, subject_id=subject.pk, number=(last or 0) + 1, step=step,
        text="\n".join(lines_of(html)), note=note, made_by=actor,
    )  # fmt: skip


@transaction.atomic
def clean_versions(*, subject, clean):
    """Put `clean(text)` over every version of a subject: the one exception from "never written again", for people
    who were anonymised."""
    for row in PaperVersion.objects.about(subject):
        text, note = clean(row.text), clean(row.note)
        if (text, note) != (row.text, row.note):
            PaperVersion.objects.filter(pk=row.pk).update(text=text, note=note)


def keep_version_of(*, subject, step, actor, kind, body, sign, excerpt, build, commune, note="", **rest):
    """Keep how a paper with a flow of its own would print now; takes what `issue_paper` is given, and its step."""
    signer = {name: rest[name] for name in ("signer_name", "signer_title") if name in rest}
    face = plain_face(commune=commune, kind=kind, body=body, sign=sign, excerpt=excerpt, **signer)
    return keep_version(subject=subject, html=build(face), step=step, actor=actor, note=note)
