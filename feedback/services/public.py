"""What people without an account write: an opinion sent on the commune's page."""

from django.db import transaction
from django.urls import reverse

from core.clock import local_today
from core.models import Notice, User
from core.notices import notify
from core.states import Role
from feedback import rules
from feedback.services.petitions import enter
from feedback.states import Source


@transaction.atomic
def send_petition(*, setting, conference, values, person, files=()):
    """Take in an opinion from the commune's public page; returns the petition in state RECEIVED (LP-15, LP-59).

    `values`: content, kind, hamlet, hide_name. `person`: name and, if the sender likes, phone and email.
    """
    rules.check_can_send_petition(setting, conference)
    values = values | {"source": Source.PUBLIC_FORM, "received_on": local_today()}
    petition = enter(conference=conference, values=values, petitioners=[person], actor=None, files=files)
    tell_of_sent(petition)
    return petition


def tell_of_sent(petition):
    """One notice a day to each of the office, unread again with every new opinion: forty are no forty mails."""
    people = User.objects.holding(petition.commune, Role.OFFICE)
    key = f"public-petitions:{petition.commune_id}:{petition.received_on}"
    Notice.objects.filter(recipient__in=people, key=key).update(read_at=None)
    notify(
        people,
        key=key,
        title="Có ý kiến mới gửi trên trang của xã",
        body="Người dân vừa gửi ý kiến qua trang công khai. Hãy mở danh sách kiến nghị để phân loại.",
        link=reverse("petition_list") + "?state=received",
    )
