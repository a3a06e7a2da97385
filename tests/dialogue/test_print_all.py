"""All invitations in one go: each the very sheet that was issued, and only once it was."""

import pytest
from django.urls import reverse

from core.refusals import Refused
from dialogue import services
from documents.models import Batch
from documents.plaintext import lines_of
from tests.factories.dialogue import a_scheduled_conference

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(cast):
    conference = a_scheduled_conference(cast=cast)
    rows = [
        {"invitee": "Ông Nguyễn Văn An", "title": ""},
        {"invitee": "Ông Nguyễn Văn An", "title": "Trưởng thôn"},
    ]
    services.add_invitations(conference=conference, rows=rows, actor=cast.office)
    return conference


def test_every_issued_invitation_becomes_a_file_of_its_own_with_the_same_words(cast, conference):
    with pytest.raises(Refused, match="phát hành giấy mời trước"):
        services.print_all_invitations(conference=conference, actor=cast.office)
    paper = services.print_invitations(conference=conference, actor=cast.office)
    rows = [{"invitee": "Bà Lê Thị Lan", "title": ""}]
    services.add_invitations(conference=conference, rows=rows, actor=cast.office)
    batch = services.print_all_invitations(conference=conference, actor=cast.office)
    names = [item.file_name for item in batch.items.all()]
    assert names == ["01-ong-nguyen-van-an", "02-ong-nguyen-van-an"]
    assert batch.has_personal_data
    sheets = [line for item in batch.items.all() for line in lines_of(item.html)]
    assert sheets == lines_of(paper.html)
    services.print_invitations(conference=conference, actor=cast.office)
    more = services.print_all_invitations(conference=conference, actor=cast.office)
    assert (more.total, batch.total) == (3, 2)
    assert services.print_all_invitations(conference=conference, actor=cast.office).pk == more.pk


def test_invitation_print_all_is_the_offices_button_and_leads_to_the_progress(
    client, sign_in, cast, conference
):
    page, url = (
        reverse(name, args=[conference.pk]) for name in ("conference_invitations", "invitation_print_all")
    )
    sign_in(cast.office)
    assert url not in client.get(page).content.decode()
    assert client.post(url).status_code == 409
    services.print_invitations(conference=conference, actor=cast.office)
    assert url in client.get(page).content.decode()
    assert client.get(url).status_code == 405
    answer = client.post(url)
    assert answer["Location"] == reverse("batch_detail", args=[Batch.objects.get().pk])
    sign_in(cast.unit)
    assert client.post(url).status_code == 403
