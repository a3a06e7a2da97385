"""Petitions that raise one matter: likely doubles, merging, taking apart, answering together."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import guard
from core.pages import act, go, try_service, typed_key
from core.refusals import NotYourRole, Refused
from core.states import Role
from dialogue.models import Conference
from feedback import rules, services
from feedback.forms import AlikeForm
from feedback.models import Petition
from feedback.queries.alike import Pool, compare, pool_of, twins_of
from feedback.views.petitions import WHO, petition_or_404
from feedback.views.sorting import chosen

GROUPS = 10  # on a page
INTO = "Gộp vào kiến nghị"
MERGE_HELP = "Nội dung và người kiến nghị của cả hai vẫn giữ nguyên, được đọc cùng nhau; có thể thôi gộp."
WITH = "Trả lời chung với kiến nghị"
GROUP_HELP = "Kiến nghị vẫn đứng riêng và dùng câu trả lời của kiến nghị kia; không phải giao đơn vị nữa."


@guard(*WHO)
def petition_merge(request, pk):
    petition = petition_or_404(request, pk)
    rules.check_can_merge_petition(request.user, petition)
    form, other = alike_form(request, label=INTO, help_text=MERGE_HELP)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["code"]
        if try_service(form, services.merge_petition, petition=petition, into=into, actor=request.user):
            messages.success(request, f"Đã gộp {petition.code} vào {into.code}.")
            return go(request, into)
    return alike_page(
        request, petition, form, other, with_others=False, heading="Gộp vào kiến nghị khác", submit="Gộp"
    )


@guard(*WHO)
def petition_group(request, pk):
    petition = petition_or_404(request, pk)
    rules.check_can_group_petition(request.user, petition)
    form, other = alike_form(request, label=WITH, help_text=GROUP_HELP)
    if request.method == "POST" and form.is_valid():
        leader = form.cleaned_data["code"]
        if try_service(form, services.group_petition, petition=petition, leader=leader, actor=request.user):
            messages.success(request, f"{petition.code} được trả lời chung với {leader.code}.")
            return go(request, petition)
    return alike_page(request, petition, form, other, heading="Trả lời chung", submit="Trả lời chung")


def alike_form(request, **words):
    """The form and the other petition that it is about, once that is known."""
    initial = {"code": request.GET.get("voi", "")}
    form = AlikeForm(request.POST or None, user=request.user, initial=initial, **words)
    if request.method == "POST":
        return form, form.cleaned_data.get("code") if form.is_valid() else None
    looked = AlikeForm(initial, user=request.user, **words) if initial["code"] else None
    return form, looked.cleaned_data["code"] if looked and looked.is_valid() else None


def alike_page(request, petition, form, other, with_others=True, **context):
    """Both texts side by side with the shared words marked; else what looks alike, to choose from."""
    texts, twins = compare(petition, other) if other else (), []
    if not other:
        twins = twins_of(request.user, petition, most=5, with_others=with_others)
    context |= {"petition": petition, "form": form, "other": other, "texts": texts, "twins": twins}
    return render(request, "feedback/petition_alike.html", context)


@guard(Role.OFFICE)
def petition_twins(request, pk):
    """What looks like this petition, fetched by its page; without a script the page of merging shows the same."""
    petition = petition_or_404(request, pk)
    if not request.headers.get("HX-Request"):
        return redirect("petition_merge", petition.pk)
    context = {"petition": petition, "twins": twins_of(request.user, petition)}
    return render(request, "feedback/petition_twins.html", context)


@guard(*WHO)
@require_POST
def petition_unmerge(request, pk):
    petition = petition_or_404(request, pk)
    done = f"Đã thôi gộp; {petition.code} lại là một kiến nghị riêng."
    return act(request, services.unmerge_petition, to=petition, done=done, petition=petition)


@guard(*WHO)
@require_POST
def petition_ungroup(request, pk):
    petition = petition_or_404(request, pk)
    done = f"{petition.code} sẽ được trả lời riêng."
    return act(request, services.ungroup_petition, to=petition, done=done, petition=petition)


@guard(Role.OFFICE)
def petition_duplicates(request):
    """Groups of petitions of one conference that look like one matter."""
    held = Petition.objects.filter(conference=OuterRef("pk"))
    conferences = Conference.objects.visible_to(request.user).filter(Exists(held))
    conferences = list(conferences.order_by("-held_on", "-pk")[:50])
    key = typed_key(request.GET.get("hoi-nghi"))
    if key is not None:
        conference = get_object_or_404(Conference.objects.visible_to(request.user), pk=key)
    else:
        conference = newest_of(request.user, conferences)
    pool = Pool(pool_of(request.user, conference, with_others=False) if conference else [])
    page = Paginator(pool.groups(), GROUPS).get_page(request.GET.get("trang"))
    context = {
        "conference": conference,
        "conferences": conferences,
        "page": page,
        "groups": [pool.show(one) for one in page],
    }
    return render(request, "feedback/petition_duplicates.html", context)


def newest_of(user, conferences):
    """The conference for which a petition came in last."""
    last = Petition.objects.visible_to(user).order_by("-pk").values_list("conference", flat=True).first()
    return next((one for one in conferences if one.pk == last), conferences[0] if conferences else None)


@guard(Role.OFFICE)
@require_POST
def petition_merge_many(request):
    """Merge the ticked petitions of a group into the one that is kept."""
    back = reverse("petition_duplicates")
    try:
        rows = chosen(request)
        into = Petition.objects.visible_to(request.user).filter(pk=typed_key(request.POST.get("chinh")))
        main = into.select_related("conference", "commune").first()
        if main is None:
            raise Refused("Hãy chọn kiến nghị chính, là kiến nghị được giữ lại.")
        rest = [row for row in rows if row.pk != main.pk]
        if not rest:
            raise Refused("Hãy đánh dấu ít nhất một kiến nghị để gộp vào kiến nghị chính.")
        back = f"{back}?hoi-nghi={main.conference_id}"
        done = services.merge_petitions(petitions=rest, into=main, actor=request.user)
        messages.success(request, f"Đã gộp {done} kiến nghị vào {main.code}.")
    except NotYourRole:
        raise
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect(back)
