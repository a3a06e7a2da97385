"""What every browser test needs; no page and no person lives here."""

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler


@pytest.fixture(autouse=True)
def browsers_keep_static_files(monkeypatch):
    """As in production, a style or script is fetched once and not again with every page.

    A year, for the story's clock stands months before the browser's and the file looks that old at once.
    """
    serve = StaticFilesHandler.serve

    def serve_for_a_year(self, request):
        response = serve(self, request)
        response["Cache-Control"] = "max-age=31536000, immutable"
        return response

    monkeypatch.setattr(StaticFilesHandler, "serve", serve_for_a_year)


@pytest.fixture(autouse=True)
def playwright_beside_django(monkeypatch):
    """Playwright's loop runs in the test's thread, where Django would then refuse every query."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
