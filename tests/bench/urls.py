"""All addresses of the portal, and those of the minimal views."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from config import urls
from tests.bench import minimal

urlpatterns = [
    *i18n_patterns(
        path("minimal/<slug:slug>/ideat/", minimal.ideas, name="minimal_ideas"),
        path("minimal/<slug:slug>/<slug:round>/aanesta/", minimal.vote, name="minimal_vote"),
    ),
    *urls.urlpatterns,
]
