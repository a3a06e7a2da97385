"""The addresses of the conference room (urls.py is the whole project's)."""

urlpatterns = []
