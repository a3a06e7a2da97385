"""Writes to petitions: entering, editing, attaching, reporting upwards, rejecting."""

from django.db import transaction
from django.db.models import F, ProtectedError

from core.editing import save_edit
from core.log import entry, record, record_reading
from core.refusals import Refused, StaleEdit
from core.uploads import attach
from core.vietnamese import lower_first
from core.workflow import move
from feedback import rules
from feedback.models import Petition, PetitionCounter, Petitioner
from feedback.queries.hamlets import as_listed, listed_hamlets
from feedback.queries.officials import officials_of, why_restricted
from feedback.services.files import attach_files
from feedback.services.shadow import refresh_search

PERSON = ("name", "is_collective", "members", "hamlet", "phone", "address", "email")


@transaction.atomic
def add_petition(*, conference, values, petitioners, actor, files=(), contribution=None):
    """Enter a petition with the people who raised it; returns it in state RECEIVED (LP-15, LP-59).

    `values`: content, received_on and any of kind, source, collector, hamlet, is_urgent, about_document.
    `petitioners`: dicts of Petitioner's fields; at least one with a name.
    """
    rules.check_can_add_petition(actor, conference.commune)
    return enter(
        conference=conference, values=values, petitioners=petitioners, actor=actor, files=files,
        contribution=contribution,
    )  # fmt: skip


@transaction.atomic
def add_petitions(*, conference, matters, values, petitioners, actor, files=()):
    """Enter what one visit raised: a petition for each matter, the same people; papers go with the first (LP-60)."""
    made = []
    for place, content in enumerate(matters):
        petition = add_petition(
            conference=conference, values=values | {"content": content}, petitioners=petitioners, actor=actor,
            files=files if place == 0 else (),
        )  # fmt: skip
        made.append(petition)
    return made


def enter(*, conference, values, petitioners, actor, files=(), contribution=None):
    """The writing part of every way in, after its rule; `actor` None: somebody on a public page.

    A text on an official's conduct, or with an official's name, is kept to those who need it until the office
    decides otherwise (LP-29).
    """
    _check_people(petitioners)
    is_said = values.get("names_official", False)
    why = "" if is_said else why_restricted(values["content"], officials_of(conference.commune))
    values = values | {"names_official": bool(is_said or why)}
    if values.get("hamlet"):
        values["hamlet"] = as_listed(values["hamlet"], listed_hamlets(conference.commune_id))
    petition = Petition.objects.create(
        commune=conference.commune,
        conference=conference,
        contribution=contribution,
        code=next_code(conference.commune, values["received_on"].year),
        entered_by=actor,
        **values,
    )
    write_people(petition, petitioners)
    source = lower_first(petition.get_source_display())
    _log(petition, actor, "petition.add", f"đã nhập kiến nghị, nguồn: {source}")
    if why:
        log_restriction(petition, why)
    for file in files:
        attach(subject=petition, file=file, actor=actor, commune=petition.commune)
    return petition


def log_restriction(petition, why):
    """The system says why it restricted who may read it; the office lifts it as it classifies."""
    restriction_line(petition, why).save()


def restriction_line(petition, why):
    """The same line unsaved, for many at once."""
    return entry(
        actor=None, action="petition.restrict", subject=petition, commune_id=petition.commune_id,
        sentence="đã được hạn chế người xem theo gợi ý của hệ thống", note=f"Lý do: {why}.",
        changes={"hạn chế người xem": ["không", "có"]},
    )  # fmt: skip


def next_code(commune, year):
    """ "KN-2026-0001", the next that was never given."""
    return next_codes(commune.pk, year, 1)[0]


@transaction.atomic
def next_codes(commune_id, year, count):
    """So many codes in a row: the UPDATE holds the counter until its transaction ends, so no code is given twice."""
    row, _ = PetitionCounter.objects.get_or_create(commune_id=commune_id, year=year)
    PetitionCounter.objects.filter(pk=row.pk).update(last_number=F("last_number") + count)
    row.refresh_from_db(fields=["last_number"])
    first = row.last_number - count + 1
    return [f"KN-{year}-{number:04d}" for number in range(first, row.last_number + 1)]


def _check_people(petitioners):
    if not any(person.get("name", "").strip() for person in petitioners):
        raise Refused("Hãy ghi ít nhất một người hoặc tập thể kiến nghị.")


def write_people(petition, petitioners):
    """Write the petitioners over those that stand and bring the search shadow up to date.

    Who keeps the name keeps the row: lists of recipients of conclusion notices point to it.
    """
    left = list(petition.petitioners.order_by("pk"))
    named = [person for person in petitioners if person.get("name", "").strip()]
    kept = [_taken(left, person["name"]) for person in named]
    new = []
    for person, row in zip(named, kept, strict=True):
        row = row or (left.pop(0) if left else Petitioner(commune_id=petition.commune_id, petition=petition))
        for name in PERSON:
            default = Petitioner._meta.get_field(name).get_default()
            setattr(row, name, person.get(name) if person.get(name) is not None else default)
        if row.pk:
            row.save()
        else:
            new.append(row)
    Petitioner.objects.bulk_create(new)
    try:
        petition.petitioners.filter(pk__in=[row.pk for row in left]).delete()
    except ProtectedError as error:
        raise Refused(
            "Người kiến nghị này đã có trong danh sách gửi thông báo kết luận nên không bỏ được. Hãy giữ lại tên."
        ) from error
    refresh_search(petition)


def _taken(rows, name):
    """The first row of that name, taken out of the list; or None."""
    found = next((row for row in rows if row.name == name.strip()), None)
    if found:
        rows.remove(found)
    return found


@transaction.atomic
def edit_petition(*, petition, values, petitioners, version, actor):
    """Change matter and people; the second of two editors raises StaleEdit with both texts of both."""
    rules.check_can_edit_petition(actor, petition)
    _check_people(petitioners)
    before, after = people_text(petition.petitioners.values(*PERSON)), people_text(petitioners)
    text = petition.content
    try:
        save_edit(
            petition, actor=actor, version=version, values=values, action="petition.edit",
            sentence="đã sửa kiến nghị",
        )  # fmt: skip
    except StaleEdit as stale:
        if before != after:
            stale.saved["petitioners"] = ("người kiến nghị", before, after)
        raise
    if before != after:
        write_people(petition, petitioners)
        Petition.objects.filter(pk=petition.pk).update(version=F("version") + 1)
        changes = {"người kiến nghị": [_names(before), _names(after)]}
        _log(petition, actor, "petition.edit", "đã sửa người kiến nghị", changes=changes)
    _restrict_new_words(petition, text)
    refresh_search(petition)
    return petition


def _restrict_new_words(petition, before):
    """What the office has lifted stays lifted; only words that were not there before restrict it anew."""
    if petition.content == before or petition.names_official:
        return
    officials = officials_of(petition.commune)
    why = why_restricted(petition.content, officials)
    if why and not why_restricted(before, officials):
        Petition.objects.filter(pk=petition.pk).update(names_official=True)
        petition.names_official = True
        log_restriction(petition, why)


def people_text(people):
    """Each petitioner as one line, to be compared and shown side by side."""
    lines = []
    for person in people:
        if not person.get("name", "").strip():
            continue
        size = f"tập thể {person['members']} người" if person.get("members") else ""
        kind = size or ("tập thể" if person.get("is_collective") else "")
        parts = [
            person["name"],
            kind,
            *(person.get(name) or "" for name in ("hamlet", "phone", "address", "email")),
        ]
        lines.append(" · ".join(part for part in parts if part))
    return "\n".join(lines)


def _names(text):
    """The log keeps names only; phones and addresses stay out of it."""
    return "\n".join(line.split(" · ")[0] for line in text.splitlines())


@transaction.atomic
def attach_to_petition(*, petition, files, actor):
    rules.check_can_attach_to_petition(actor, petition)
    attach_files(subject=petition, files=files, actor=actor, action="petition.attach")
    return petition


@transaction.atomic
def read_receipt(*, petition, actor):
    """Give out the receipt with name and code, and log that it was opened."""
    rules.check_can_add_petition(actor, petition.commune)
    record_reading(
        actor=actor, subject=petition, what="giấy tiếp nhận có tên và mã tra cứu của người kiến nghị"
    )
    return petition.petitioners.first()


@transaction.atomic
def read_contacts(*, petition, actor):
    """Give out phones and addresses and log that they were read."""
    rules.check_can_read_contacts(actor, petition)
    record_reading(actor=actor, subject=petition, what="số điện thoại và địa chỉ của người kiến nghị")
    return list(petition.petitioners.all())


@transaction.atomic
def reject_petition(*, petition, reason, actor):
    """Không tiếp thu: only with a reason, which is kept (LP-31)."""
    rules.check_can_reject_petition(actor, petition)
    if not reason.strip():
        raise Refused("Hãy ghi rõ lý do không tiếp thu; lý do được lưu và báo cho người kiến nghị.")
    move(petition, "reject", actor=actor, note=reason, reject_reason=reason)
    return petition


def _log(petition, actor, action, sentence, changes=None):
    record(actor=actor, action=action, subject=petition, sentence=sentence, changes=changes)
