"""The door in a real browser: a camera reads the code of an invitation; a device without network loses no touch."""

from io import BytesIO

import pytest
import segno
from PIL import Image
from playwright.sync_api import sync_playwright

from dialogue.documents.codes import code_link
from dialogue.models import Attendance, Invitation
from plans.states import GroupRole
from tests.browser.people import ARGS, READY, listen
from tests.factories.dialogue import an_open_conference

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def a_film(text, path):
    """What the camera sees: the invitation's code held a little askew, as the frames of a film."""
    code = BytesIO()
    segno.make(text, error="m").save(code, kind="png", scale=7, border=4)
    seen = Image.new("RGB", (640, 480), "#8d8579")
    seen.paste(Image.open(code).convert("RGB").rotate(5, expand=True, fillcolor="white"), (150, 70))
    frame = BytesIO()
    seen.save(frame, "JPEG", quality=80)
    path.write_bytes(frame.getvalue() * 30)
    return path


@pytest.fixture
def conference(cast):
    conference = an_open_conference(cast=cast)
    group = conference.groups.filter(role=GroupRole.PEOPLE).first()
    for name in ("Nguyễn Văn Đạt", "Lê Văn Bình"):
        Invitation.objects.create(
            commune=cast.commune, conference=conference, group=group, invitee=name, title="Thôn Đông"
        )
    return conference


def test_a_camera_reads_an_invitation_and_a_door_without_network_loses_nothing(
    live_server, cast, client, conference, tmp_path
):
    """Where the browser itself cannot read codes, the server reads the frames; offline, names come from the roster."""
    dat, binh = (conference.invitations.get(invitee=name) for name in ("Nguyễn Văn Đạt", "Lê Văn Bình"))
    film = a_film(code_link(dat.code), tmp_path / "camera.mjpeg")
    client.force_login(cast.clerk, backend="django.contrib.auth.backends.ModelBackend")
    camera = [
        "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*ARGS, *camera])
        context = browser.new_context(viewport={"width": 390, "height": 844}, permissions=["camera"])
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        complaints = listen(page)
        page.goto(f"{live_server.url}/hoi-nghi/{conference.pk}/diem-danh/", wait_until=READY)
        page.get_by_role("button", name="Quét mã").click()
        said = page.locator("[data-camera] [data-said]")  # over the camera's picture
        said.filter(has_text="Nguyễn Văn Đạt: có mặt.").wait_for(timeout=15_000)
        page.locator(f"#khach-{dat.pk}.guest-present").wait_for()
        # The same paper held up again: when it was is told, nothing is written twice.
        said.filter(has_text="Nguyễn Văn Đạt đã điểm danh lúc").wait_for(timeout=15_000)
        page.get_by_role("button", name="Dừng quét").click()
        assert not [said for said in complaints if "409" not in said]

        context.set_offline(True)
        page.locator("[data-offline]").wait_for(state="visible", timeout=15_000)
        page.fill("#tim", "van binh")
        page.get_by_text("theo danh sách trên máy này").wait_for()
        page.locator(".guest", has_text="Lê Văn Bình").get_by_role("button", name="Có mặt").click()
        page.get_by_text("Đã ghi trên máy, chờ gửi").wait_for()
        assert not Attendance.objects.filter(invitation=binh).exists()
        context.set_offline(False)
        page.locator(f"#khach-{binh.pk}.guest-present").wait_for(timeout=15_000)
        browser.close()
    assert sorted(str(row) for row in Attendance.objects.all()) == ["Lê Văn Bình", "Nguyễn Văn Đạt"]
