"""Papers sent to the commune's own bodies: who hears, who may open, when it was opened."""

import pytest
from django.urls import reverse

from core.refusals import NotYourRole, Refused
from core.states import UnitKind
from documents import services
from documents.models import Paper, PaperDelivery
from documents.queries import units_named_in, units_to_deliver, work_items
from tests.factories.documents import a_draft_paper, an_issued_paper, text_build

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(cast):
    build = text_build("Giao Phòng Kinh tế xã Lạc Phượng và Ban Xây dựng Đảng theo dõi.")
    return an_issued_paper(commune=cast.commune, actor=cast.office, build=build, has_personal_data=True)


def test_deliver_paper_lets_the_body_open_it_and_tells_its_people(cast, paper):
    assert paper not in Paper.objects.visible_to(cast.unit)
    assert services.deliver_paper(paper=paper, units=[cast.units.economy], actor=cast.office) == 1
    assert services.deliver_paper(paper=paper, units=[cast.units.economy], actor=cast.office) == 0
    assert paper in Paper.objects.visible_to(cast.unit)
    assert paper not in Paper.objects.visible_to(cast.other_unit)
    assert cast.unit.notices.filter(title__startswith="Văn bản mới").count() == 1
    assert PaperDelivery.objects.count() == 1


def test_deliver_paper_is_the_offices_and_only_of_issued_papers(cast, paper, neighbours):
    with pytest.raises(NotYourRole):
        services.deliver_paper(paper=paper, units=[cast.units.economy], actor=cast.unit)
    draft = a_draft_paper(commune=cast.commune, actor=cast.office)
    with pytest.raises(Refused, match="ban hành"):
        services.deliver_paper(paper=draft, units=[cast.units.economy], actor=cast.office)
    assert services.deliver_paper(paper=paper, units=[neighbours.units.economy], actor=cast.office) == 0


def test_a_higher_body_is_not_offered_what_it_cannot_open(sign_in, cast, paper):
    higher = cast.province.posts.get().unit
    assert higher.kind == UnitKind.HIGHER_BODY and higher not in units_to_deliver(paper)


def test_the_first_opening_is_kept(sign_in, cast, paper):
    services.deliver_paper(paper=paper, units=[cast.units.party], actor=cast.office)
    assert [item.button for item in work_items(cast.party)] == ["Mở"]
    sign_in(cast.office).get(reverse("paper_detail", args=[paper.pk]))
    assert PaperDelivery.objects.get().read_at is None
    sign_in(cast.party).get(reverse("paper_detail", args=[paper.pk]))
    row = PaperDelivery.objects.get()
    assert row.read_by == cast.party
    sign_in(cast.party).get(reverse("paper_detail", args=[paper.pk]))
    row.refresh_from_db()
    assert PaperDelivery.objects.get().read_at == row.read_at
    assert work_items(cast.party) == []


def test_bodies_that_the_paper_names_are_ticked_beforehand(sign_in, cast, paper):
    assert units_named_in(cast.commune, "giao PHÒNG KINH TẾ") == [cast.units.economy]
    client = sign_in(cast.office)
    url = reverse("paper_deliver", args=[paper.pk])
    form = client.get(url).context["form"]
    assert set(form.fields["units"].initial) == {cast.units.economy.pk, cast.units.party.pk}
    assert client.post(url, {}).status_code == 200
    assert client.post(url, {"units": [cast.units.front.pk]}).status_code == 302
    listed = sign_in(cast.front).get(reverse("paper_list"), {"scope": "sent"}).content.decode()
    assert paper.number_text in listed


def test_sending_is_refused_to_others_and_unknown_next_door(sign_in, cast, neighbours, paper):
    url = reverse("paper_deliver", args=[paper.pk])
    assert sign_in(cast.front).get(url).status_code == 403
    assert sign_in(neighbours.office).get(url).status_code == 404
