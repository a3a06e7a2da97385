"""Official papers of this room as HTML: the public notice, the invitations. No numbering, no freezing."""

from core.vietnamese import paper_date, weekday
from documents.render import paper_html
from documents.templatetags.paper import lines


def issuer_of(conference):
    """ "Ủy ban nhân dân xã Lạc Phượng": whose conference it is."""
    return f"{conference.plan.get_body_display()} {conference.commune}"


def signer_of(conference):
    """(name, title lines) of who signs: the chair; a delegate signs for the head (LP-68)."""
    plan, chair = conference.plan, conference.chair
    name = chair.full_name if chair else plan.signer_name
    heads = [plan.signer_on_behalf, plan.signer_title]
    if conference.delegation_id:
        own = (
            conference.chair_title.removesuffix(f" {conference.commune}")
            .removesuffix(" xã")
            .removesuffix(" UBND")
        )
        heads = [plan.signer_on_behalf, f"KT. {plan.signer_title}", own]
    return name, "\n".join(line for line in heads if line)


def notice_excerpt(conference):
    return f"Về việc tổ chức {_lower(conference.title)}"


def invitation_excerpt(conference):
    return f"Dự {_lower(conference.title)}"


def _lower(title):
    return title[:1].lower() + title[1:]


def default_notice_text(conference):
    """What a draft notice adds to the facts: where people bring their petitions."""
    office = conference.plan.organiser.official_name
    return (
        f"Tổ chức, cá nhân có ý kiến, kiến nghị gửi trực tiếp hoặc bằng văn bản về {office} trước ngày hội nghị.\n"
        f"Người muốn phát biểu tại hội nghị đăng ký với {office} hoặc với Trưởng thôn."
    )


def time_words(conference):
    """ "08 giờ 00, thứ Hai, ngày 16 tháng 11 năm 2026 (buổi sáng)", with dots for what is not known."""
    hour = f"{conference.starts_at:%H} giờ {conference.starts_at:%M}" if conference.starts_at else "…… giờ ……"
    if conference.held_on is None:
        return f"{hour}, {paper_date(None)}"
    words = f"{hour}, {weekday(conference.held_on)}, {paper_date(conference.held_on)}"
    if conference.last_day_on and conference.last_day_on > conference.held_on:
        return f"{words}, đến hết {paper_date(conference.last_day_on)}"
    return f"{words} ({conference.get_session_display().lower()})"


def facts_of(conference):
    """What both papers say of the conference: time, place, form, chair, participants, content (LP-50, LP-53)."""
    return {
        "conference": conference,
        "issuer": issuer_of(conference),
        "plan_paper": conference.plan.paper,
        "plan_title": " ".join(lines(conference.plan.title)),
        "time": time_words(conference),
        "places": [venue.name for venue in conference.venues.all()],
        "groups": [group.name for group in conference.groups.all()],
        "content": lines(conference.content),
        "chair": conference.chair,
    }


def public_notice_html(notice, face):
    """THÔNG BÁO: the facts are the conference's own, the notice's text stands behind them."""
    context = facts_of(notice.conference) | {"notice": notice, "extra": lines(notice.text)}
    return paper_html("dialogue/public_notice_paper.html", context, face)


def invitations_html(conference, invitations, face):
    """GIẤY MỜI: one number, one page for each invitee, for printing in one go (LP-89)."""
    context = facts_of(conference) | {"invitations": list(invitations)}
    return paper_html("dialogue/invitation_paper.html", context, face)

# Papers of this room (documents.catalogue).
TYPES = ()
