"""What the page of the minutes shows. The minutes' own words are in `documents`."""

from core.access import allowed, refusal_of
from core.states import Role
from dialogue import rules
from dialogue.documents.minutes import COURSE, course_text, has_log_moved, has_own_course
from dialogue.queries.matters import matters_of
from documents.models import PaperDraft
from documents.queries import differences, runs_of
from documents.states import PaperKind


def minutes_of(conference):
    """The minutes under the pen, else the last issued ones; None before they were begun."""
    rows = PaperDraft.objects.about(conference).of_kind(PaperKind.MINUTES).live().select_related("paper")
    return rows.unfinished().first() or rows.order_by("pk").last()


def minutes_page(conference, user):
    """The draft as far as this person sees drafts, whose wording prints, what waits; the speeches with their words."""
    draft = minutes_of(conference)
    sees = draft is not None and PaperDraft.objects.visible_to(user).filter(pk=draft.pk).exists()
    talks = list(conference.contributions.select_related("answers_to").order_by("pk"))
    matters = matters_of(conference, user)
    for talk in talks:
        talk.conference = conference
        talk.is_closed = matters.is_closed(talk)
    is_office = Role.OFFICE in user.roles
    return {
        "draft": draft if sees else None,
        "paper": draft.paper if draft else None,
        "may_start": draft is None and is_office,
        "may_edit": sees and allowed(rules.check_can_edit_minutes, user, conference, draft),
        "is_own": sees and has_own_course(draft),
        "is_behind": sees and draft.is_open and has_log_moved(draft),
        "talks": talks,
        "may_mend": bool(talks) and allowed(rules.check_can_edit_contribution, user, talks[0]),
        "mend_refusal": refusal_of(rules.check_can_edit_contribution, user, talks[0]) if talks else "",
    }


def course_differences(draft):
    """From the secretary's wording to the log's, paragraph by paragraph."""
    own, told = draft.values.get(COURSE, ""), course_text(draft.subject)
    return {"runs": runs_of(differences(own, told)), "is_same": own == told}
