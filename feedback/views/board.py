"""The classification board: a page of new petitions, each with what its words suggest; saved by row or by page."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from core.access import guard
from core.pages import paged, typed_key, typed_keys
from core.refusals import NotYourRole, Refused
from core.states import Role
from dialogue.models import Conference
from feedback import services
from feedback.forms import BoardRowForm
from feedback.forms.board import OTHER_FIELDS
from feedback.models import Petition
from feedback.queries.alike import Pool, pool_of
from feedback.queries.suggest import Suggestion, suggestions_for
from feedback.states import Competence, Field, Triage

ROWS = 20
# The letter that chooses a value, beside the figures 1 to 9, 0 and more letters for the fields.
FIELD_KEYS = "1234567890qwer"
KEYS = [
    ("competence", Competence, "xct"),
    ("triage", Triage, "asd"),
]


@dataclass
class BoardRow:
    """One line of the board."""

    petition: Petition
    form: BoardRowForm
    suggestion: Suggestion
    twin: object = None
    refusal: str = ""
    is_ticked: bool = False


def waiting(request):
    """What waits for its classes, urgent ones and the oldest first, of one conference or of all."""
    rows = Petition.objects.visible_to(request.user).to_classify().with_asked_field()
    rows = rows.select_related("conference", "commune")
    conference = typed_key(request.GET.get("hoi-nghi"))
    if conference:
        rows = rows.for_conference(conference)
    return rows.order_by("-is_urgent", "received_on", "pk")


@guard(Role.OFFICE)
def petition_board(request):
    """GET: the page; POST: one row saved, the whole page saved, or ticked rows filled in (nothing saved)."""
    if request.method != "POST":
        page = paged(request, waiting(request), ROWS)
        return board(request, rows_of(request, list(page)), page=page)
    is_live = "save" in request.POST and request.headers.get("HX-Request")
    keys = [request.POST["save"]] if is_live else request.POST.getlist("row")[:ROWS]
    keys = typed_keys(keys)
    found = {one.pk: one for one in waiting(request).filter(pk__in=keys)}
    rows = rows_of(request, [found[key] for key in keys if key in found], data=request.POST)
    gone = len(keys) - len(rows)
    if gone:
        messages.info(
            request, f"{gone} kiến nghị đã được phân loại hoặc gộp trước đó nên không còn ở trang này."
        )
    act = next((name for name in ("save", "take", "fill", "take_ticked") if name in request.POST), "save_all")
    return ACTS[act](request, rows)


def rows_of(request, petitions, data=None):
    """The lines of these petitions, with suggestions and the likeliest double of each."""
    commune = request.user.commune
    recent = pool_of(request.user) if petitions else []
    hints, pool = suggestions_for(petitions, commune, recent), Pool(recent)
    ticked = set(data.getlist("chon")) if data else set()
    return [
        BoardRow(
            petition=one,
            form=row_form(one, data),
            suggestion=hints[one.pk],
            twin=next(iter(pool.twins(one, most=1)), None),
            is_ticked=str(one.pk) in ticked,
        )
        for one in petitions
    ]


def row_form(petition, data=None):
    initial = {
        name: getattr(petition, name)
        for name in ("field", "competence", "triage", "is_urgent", "names_official")
    }
    initial["other_fields"] = petition.other_fields_words
    # Each box stands in its label: a page of ids and of what points at them would be longer than the petitions.
    return BoardRowForm(data, prefix=f"r{petition.pk}", initial=initial, auto_id=False)


def board(request, rows, *, page=None, status=200):
    context = {
        "rows": rows,
        "page": page,
        "keys": legend(),
        "other_fields": [label for _, label in OTHER_FIELDS],
        "bulk": BoardRowForm(request.POST or None, prefix="b"),
        "conference": chosen_conference(request),
        "is_bad": any(row.refusal for row in rows),
    }
    return render(request, "feedback/petition_board.html", context, status=status)


def chosen_conference(request):
    key = typed_key(request.GET.get("hoi-nghi"))
    if key is None:
        return None
    return get_object_or_404(Conference.objects.visible_to(request.user), pk=key)


def legend():
    """[(heading, [(key, name of the select, value, label)])]: what app.js reads the keys from."""
    fields = [
        (key, "field", value, label) for key, (value, label) in zip(FIELD_KEYS, Field.choices, strict=True)
    ]
    found = [("Lĩnh vực", fields)]
    for name, choices, keys in KEYS:
        heading = {"competence": "Thẩm quyền", "triage": "Phân loại"}[name]
        found.append((heading, [(key, name, *pair) for key, pair in zip(keys, choices.choices, strict=True)]))
    found.append(("Khác", [("b", "is_urgent", "", "bức xúc"), ("n", "names_official", "", "nêu tên cán bộ")]))
    return found


# --- what the buttons do ----------------------------------------------------------------------------------------


def save(request, rows):
    """One row; htmx gets that row alone, else the page comes again with what the others hold."""
    mine = [row for row in rows if str(row.petition.pk) == request.POST["save"]]
    saved = store(request, mine)
    if request.headers.get("HX-Request"):
        return render(
            request, "feedback/board_row.html", {"row": mine[0] if mine else None, "is_saved": saved}
        )
    rest = [row for row in rows if not (saved and row in mine)]
    if saved:
        messages.success(request, f"Đã phân loại {mine[0].petition.code}.")
    if not rest:
        return HttpResponseRedirect(request.get_full_path())
    return board(request, rest)


def save_all(request, rows):
    """Every row in which something was chosen: all of them or none."""
    filled = [row for row in rows if row.form.is_filled]
    if not filled:
        messages.warning(request, "Chưa chọn phân loại cho dòng nào nên chưa có gì để lưu.")
        return board(request, rows)
    if not store(request, filled):
        return board(request, rows)
    messages.success(request, f"Đã phân loại {len(filled)} kiến nghị.")
    if len(filled) < len(rows):
        return board(request, [row for row in rows if row not in filled])
    return HttpResponseRedirect(request.get_full_path())


def store(request, rows):
    """Save these rows together; what stands in the way is written beside each row."""
    bad = [row for row in rows if not row.form.is_valid()]
    for row in bad:
        row.refusal = " ".join(one for errors in row.form.errors.values() for one in errors)
    if bad or not rows:
        return False
    try:
        services.classify_each(
            rows=[(row.petition, row.form.cleaned_data) for row in rows], actor=request.user
        )
    except services.RowsRefused as refused:
        for row in rows:
            row.refusal = refused.rows.get(row.petition.pk, "")
        return False
    except NotYourRole:
        raise
    except Refused as refused:
        rows[0].refusal = refused.sentence
        return False
    return True


def take(request, rows):
    """Write one row's suggestion into its boxes; nothing is saved."""
    return refilled(request, rows, lambda row: str(row.petition.pk) == request.POST["take"])


def take_ticked(request, rows):
    return refilled(request, rows, lambda row: row.is_ticked)


def fill(request, rows):
    """Write the values of the line for all into the ticked rows; nothing is saved."""
    bulk = BoardRowForm(request.POST, prefix="b")
    values = {name: bulk[name].value() for name in bulk.fields if bulk[name].value()}
    return refilled(request, rows, lambda row: row.is_ticked, values)


def refilled(request, rows, is_meant, values=None):
    meant = [row for row in rows if is_meant(row)]
    data = request.POST.copy()
    for row in meant:
        for name, value in (values or row.suggestion.values).items():
            data[row.form.add_prefix(name)] = "on" if value is True else value
    for row in rows:
        row.form = row_form(row.petition, data)
    if not meant:
        messages.warning(request, "Chưa đánh dấu dòng nào. Hãy đánh dấu rồi bấm lại.")
    return board(request, rows)


ACTS = {"save": save, "take": take, "fill": fill, "take_ticked": take_ticked, "save_all": save_all}
