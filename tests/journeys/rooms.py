"""The portal's addresses, and one more by which the crawl sees pages that nothing leads to while all is well."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def drawn_by_name(request: HttpRequest, template: str) -> HttpResponse:
    return render(request, template)


urlpatterns = [*i18n_patterns(path("nayte/<path:template>", drawn_by_name, name="drawn_by_name")), *urlpatterns]
