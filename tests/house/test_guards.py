"""Every address: guarded, writes refuse GET, another commune finds nothing, every role gets a page or a sentence."""

import ast
import inspect

import pytest
from django.conf import settings
from django.http import HttpResponseNotAllowed
from django.test import RequestFactory
from django.urls import reverse
from django.utils.module_loading import import_string

from core.states import Role
from plans.sections import SECTIONS
from tests.house.house import ROOMS, urls
from tests.house.minimal import SAME_PK, Minimal
from tests.house.test_roles import HOLDERS

URLS = urls()
each_url = pytest.mark.parametrize("url", URLS, ids=lambda url: url.name)
# Addresses whose argument is no key of a commune's object.
NO_OBJECT = {
    "calendar_year", "calendar_day_add", "calendar_year_fill", "calendar_year_confirm", "paper_setting_edit",
    # The Front's list of a year, each commune its own.
    "supervision_year",
}  # fmt: skip
# Rows of the cast have keys of their own (see tests/core); a download needs a file.
OWN_KEYS = {
    "user_detail", "user_edit", "user_deactivate", "user_activate", "user_reset_password", "post_give", "post_end",
    "unit_detail", "unit_edit", "unit_deactivate", "unit_activate", "alias_add", "attachment_download", "site_visit_photo",
    "signature_download",
    # A file waiting to become a plan is seen by who sent it.
    "plan_upload_preview",
    # A spreadsheet is seen by who asked for it.
    "list_export_detail", "list_export_progress", "list_export_download",
    # Another commune's name: only people of the province's own tenant find it (tests/reports).
    "province_commune",
}  # fmt: skip
ARGUMENTS = {"part": "", "slug": "x", "label": "feedback.petition", "body": "ubnd"}
OTHERS = {"plan_edit": {"part": next(iter(SECTIONS))}}


@each_url
def test_every_view_has_a_guard(url):
    guarded_by = getattr(url.view, "guarded_by", None)
    assert guarded_by, f"{url.name} is bare: put @guard(…) or @public_page(…) on it"
    if guarded_by[0] == "public":
        assert len(guarded_by[1]) > 10, "say why"


def test_names_of_addresses_are_unique_and_named_noun_verb():
    names = [url.name for url in URLS]
    assert len(names) == len(set(names)), [name for name in names if names.count(name) > 1]
    assert not [
        name
        for name in names
        if not name
        or "_" not in name
        and name not in ("operations", "calculator", "history", "styleguide", "track")
    ]


@each_url
def test_paths_are_vietnamese_without_marks(url):
    path = "".join(url.path.split("<")[:1])
    assert path.isascii() and path == path.lower()
    assert url.path == "" or url.path.endswith("/")


# Reading citizens' personal data is logged with the reader's name (DESIGN, 3).
# That a unit has opened its task is what the office asks for: seen, not yet taken on.
LOGGED_READING = {
    "dossier_package",
    "assignment_detail",
    "commitment_detail",
    "list_export_download",
    "petition_contacts",
    "petition_receipt",
    "dispatch_extract",
    "dispatch_export",
    "register_entry_export",
}


def _writes(url):
    """Whether the view itself hands an actor to a service."""
    tree = ast.parse(inspect.getsource(url.source))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return any(keyword.arg == "actor" for call in calls for keyword in call.keywords) or any(
        isinstance(call.func, ast.Name) and call.func.id == "act" for call in calls
    )


@each_url
def test_a_view_that_writes_looks_at_the_method_first(url):
    if url.is_post_only or not _writes(url):
        return
    source = inspect.getsource(url.source)
    is_asked = "request.POST" in source or 'request.method == "POST"' in source
    assert is_asked or url.name in LOGGED_READING, f"{url.name} writes on GET: add @require_POST"


@pytest.mark.django_db
def test_writes_refuse_get(cast):
    wrong = []
    for url in (url for url in URLS if url.is_post_only):
        request = RequestFactory().get("/")
        request.user, request.resolver_match = getattr(cast, HOLDERS[entitled(url)[0]]), None
        if not isinstance(url.view(request, **dict.fromkeys(url.arguments, 1)), HttpResponseNotAllowed):
            wrong.append(url.name)
    assert not wrong


def entitled(url):
    """Roles that the guard lets in."""
    roles = [role for role in url.view.guarded_by if role in set(Role)]
    return roles or [role for role in Role if role != Role.PROVINCE]


def address(url, pk=SAME_PK):
    known = ARGUMENTS | OTHERS.get(url.name, {})
    values = {name: known.get(name) or (2026 if name == "year" else pk) for name in url.arguments}
    return reverse(url.name, kwargs=values)


KEYED = [
    url for url in URLS if url.arguments and url.name not in NO_OBJECT and url.view.guarded_by[0] != "public"
]


@pytest.fixture
def rows(cast):
    """A row of everything in the cast's commune, all under the same key; people, units and posts too."""
    minimal = Minimal(cast)
    for name, row in [("core.user", cast.vice_chair), ("core.unit", cast.units.police)]:
        minimal.given[name] = row
    return minimal.all_rows()


@pytest.mark.django_db
@pytest.mark.parametrize("room", ROOMS)
def test_another_commune_finds_nothing(sign_in, cast, neighbours, rows, room):
    """404 on reading and writing, for every role that its guard lets in; 405 where only POST is taken."""
    wrong = []
    for role in Role:
        client = sign_in(getattr(neighbours, HOLDERS[role]))
        for url in (url for url in KEYED if url.room == room and role in entitled(url)):
            answers = (client.get(address(url)).status_code, client.post(address(url)).status_code)
            if answers not in ((405, 404) if url.is_post_only else (404, 404), (404, 405)):
                wrong.append(f"{url.name} by the neighbours' {role}: GET {answers[0]}, POST {answers[1]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("room", ROOMS)
def test_the_own_commune_finds_something(sign_in, cast, rows, room):
    """The counter-proof: somebody of the own commune gets further than 404, and nothing breaks on the way."""
    found, wrong = {url.name: set() for url in KEYED if url.room == room and url.name not in OWN_KEYS}, []
    for role in Role:
        client = sign_in(getattr(cast, HOLDERS[role]))
        for url in (url for url in KEYED if url.name in found and role in entitled(url)):
            try:
                answer = client.get(address(url))
            except Exception as error:
                wrong.append(f"{url.name} by {role}: {type(error).__name__}: {error}")
                continue
            found[url.name].add(answer.status_code)
            if answer.status_code == 200 and "None" in words_of(answer):
                wrong.append(f"{url.name} by {role}: “None” on the page")
    wrong += [f"{name}: {answers}" for name, answers in found.items() if not answers - {404}]
    assert not wrong, "\n".join(wrong)


def words_of(answer):
    """The page below its head, if it is a page."""
    if not answer.get("Content-Type", "").startswith("text/html"):
        return ""
    return answer.content.decode().split("<body", 1)[-1]


PLAIN = [url for url in URLS if not url.arguments]


@pytest.mark.django_db
@pytest.mark.parametrize("who", [*HOLDERS.values(), "clerk", "vice_chair"])
def test_every_page_without_argument_opens_or_says_why_not(sign_in, cast, who):
    client, wrong = sign_in(getattr(cast, who)), []
    for url in PLAIN:
        answer = client.get(reverse(url.name))
        if answer.status_code not in (200, 302, 403, 405, 409) and url.name != "styleguide":
            wrong.append(f"{url.name}: {answer.status_code}")
        if answer.status_code == 200 and "None" in words_of(answer) and url.name != "styleguide":
            wrong.append(f"{url.name}: “None” on the page")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_a_visitor_is_sent_to_sign_in(client, cast, rows):
    wrong = []
    for url in URLS:
        if url.view.guarded_by[0] == "public":
            continue
        for answer in (client.get(address(url)), client.post(address(url))):
            if answer.status_code != 302 or not answer.url.startswith(reverse("sign_in")):
                wrong.append(f"{url.name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("who", [*HOLDERS.values(), "clerk", "vice_chair"])
def test_every_entry_of_the_rail_opens_for_whom_it_is_shown(sign_in, cast, who):
    client = sign_in(getattr(cast, who))
    rail = client.get(reverse("my_work")).context["rail"]
    assert rail
    assert {entry["label"]: client.get(entry["url"]).status_code for entry in rail} == {
        entry["label"]: 200 for entry in rail
    }


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["province", "nobody"])
def test_who_only_looks_on_gets_no_personal_data(sign_in, cast, rows, who):
    """A province user, or one without a post: the own desk and account, else 403 or 404 (DESIGN, 5)."""
    if who == "nobody":
        cast.party.posts.all().delete()
    client = sign_in(cast.province if who == "province" else cast.party)
    own = {"my_work", "own_page", "password_change", "notice_list", "styleguide", "sign_in"}
    own |= {"calculator", "calendar_current", "calendar_year", "day_hint"}
    own |= {"report_period", "report_export"}  # the commune's figures, no person in them
    own |= {"public_index", "track_ask", "ballot_ask", "verify_ask"}  # anybody's, signed in or not
    wrong = []
    for url in URLS:
        if url.name in own:
            continue
        answer = client.get(address(url))
        # 410: a one-petition link without its token is over and holds nothing.
        if answer.status_code not in (403, 404, 405, 410):
            wrong.append(f"{url.name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


# What the settings name by string


def test_every_kind_of_object_has_its_page():
    for label, name in settings.OBJECT_PAGES.items():
        model = import_string("django.apps.apps").get_model(label)
        assert reverse(name, args=[1]), label
        assert hasattr(model.objects, "visible_to"), f"{label} has no visible_to"


def test_every_entry_of_the_rail_resolves():
    for label, name, _, roles in settings.RAIL:
        assert reverse(name), label
        assert set(roles) <= set(Role)


def test_the_timetable_and_the_providers_import():
    paths = [row["func"] for row in import_string(settings.TIMETABLE)]
    for path in [*paths, *settings.WORK_PROVIDERS, *settings.CONFERENCE_PROVIDERS]:
        assert callable(import_string(path)), path


def test_every_model_of_a_commune_has_a_vocabulary():
    """Whatever carries a commune is fetched through `visible_to`."""
    models = import_string("django.apps.apps").get_models()
    own = [model for model in models if model._meta.app_label in ROOMS]
    fields = {model: {field.name for field in model._meta.concrete_fields} for model in own}
    machine = {
        "core.auditentry",
        "core.notice",
        "core.post",
        "documents.numberregister",
        "feedback.petitioncounter",
        "feedback.searchword",
        "feedback.learnedfield",
        "feedback.learnedunit",
    }
    wrong = [
        model._meta.label
        for model, names in fields.items()
        if "commune" in names
        and not hasattr(model.objects, "visible_to")
        and model._meta.label_lower not in machine
    ]
    assert not wrong
