"""All addresses. Region pages come before the municipality's slug, so path words are reserved (organisations.rules.RESERVED_SLUGS)."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from people.admin import operators

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("portal.urls")),
    path("", include("organisations.urls")),
    path("", include("people.identity_urls")),
    path("georeport/v2/", include("participation.feedback.georeport_urls")),
    path("yllapito/", operators.urls),
]
urlpatterns += i18n_patterns(
    path("", include("portal.job_urls")),
    path("", include("people.urls")),
    path("", include("interfaces.contacts.urls")),
    path("", include("interfaces.networks.urls")),
    path("", include("participation.matters.urls")),
    path("", include("participation.feedback.urls")),
    path("", include("participation.feedback.service_urls")),
    path("", include("participation.budgeting.urls")),
    path("", include("participation.panels.urls")),
    path("", include("wellbeing.indicators.urls")),
    path("", include("wellbeing.plans.urls")),
    path("", include("reports.rounds.urls")),
    path("", include("reports.documents.urls")),
    path("", include("organisations.place_urls")),
)
handler400 = "portal.views.bad_request"
handler403 = "portal.views.forbidden"
handler404 = "portal.views.not_found"
handler500 = "portal.views.server_error"
