"""What a factory has built once is put back as it was, and only where nobody else has written."""

import pytest
from django.db import transaction

from core.models import Unit
from dialogue.models import Conference
from tests import worlds
from tests.conftest import make_commune
from tests.factories.dialogue import a_scheduled_conference

pytestmark = pytest.mark.django_db


def rows(before):
    return {name: worlds.read(name, before.get(name, {})) for name in worlds.tables()}


def test_a_world_put_back_is_the_world_walked():
    """People are remembered at the second walk, the conference at the third; then both are put back, row by row."""
    seen, before = [], {}
    for _ in range(4):
        with transaction.atomic():
            worlds.begin(commits=False)
            cast = make_commune()
            conference = a_scheduled_conference(cast=cast)
            before = worlds.state.acts[worlds.state.world].content if worlds.state.world else {}
            seen.append(rows(before))
            assert conference.chair is cast.chair and conference.commune is cast.commune
            stored = Conference.objects.get()
            fields = [field.attname for field in Conference._meta.concrete_fields]
            assert [getattr(conference, name) for name in fields] == [
                getattr(stored, name) for name in fields
            ]
            transaction.set_rollback(True)
    assert worlds.state.world is None
    assert before and seen[2] == seen[3]


def test_a_world_in_which_somebody_else_has_written_is_unknown(cast, sign_in):
    with transaction.atomic():
        worlds.begin(commits=False)
        sign_in(cast.chair)
        assert worlds.state.world is not None, "a sign-in tells a factory nothing"
        Unit.objects.filter(pk=cast.units.police.pk).update(short_name="Công an")
        assert worlds.state.world is None
    worlds.begin(commits=False)
    with transaction.atomic():
        transaction.set_rollback(True)
    assert worlds.state.world is None, "what was put back may be gone with the rollback"
    worlds.begin(commits=True)
    assert a_scheduled_conference(cast=cast).pk and worlds.state.is_off
