"""The addresses of the conference room (urls.py is the whole project's), one file per concern."""

from dialogue.conference_urls import chair, desk, door, hall, planning, queue, sittings, speakers, survey

urlpatterns = [
    *planning.urlpatterns,
    *hall.urlpatterns,
    *door.urlpatterns,
    *queue.urlpatterns,
    *desk.urlpatterns,
    *chair.urlpatterns,
    *speakers.urlpatterns,
    *sittings.urlpatterns,
    *survey.urlpatterns,
]
