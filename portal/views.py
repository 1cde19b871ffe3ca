"""Error pages in plain language, health, the page of a job, and the gallery."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import check_for_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.http import HTMX_STOP_POLLING

from portal.gallery import samples
from portal.health import CHECKS, troubles
from portal.queries import job_page, visible_job


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


@never_cache
@require_safe
def health_live(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def health_ready(request: HttpRequest) -> HttpResponse:
    """Everything that a page needs is there; otherwise 503 and which part is not, one line each."""
    found = troubles()
    lines = [f"{part}: {found.get(part, 'ok')}" for part in CHECKS]
    return HttpResponse("\n".join(lines) + "\n", status=503 if found else 200, content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
@login_required
def job_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How a piece of work goes on. htmx asks for the fragment until the work has ended."""
    page = job_page(visible_job(request.user, uuid))
    context = {"page": page, "say": request.GET.get("seen") != page.step}
    if not request.htmx:
        return render(request, "portal/job_detail.html", context)
    return render(request, "portal/_job.html", context, status=200 if page.is_going else HTMX_STOP_POLLING)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state; only where things are made or shown, not in production. `?kieli=sv` shows another language."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    wanted = request.GET.get("kieli", settings.LANGUAGE_CODE)
    language = wanted if wanted in dict(settings.LANGUAGES) and check_for_language(wanted) else settings.LANGUAGE_CODE
    with override(language):
        return render(request, "gallery/gallery.html", samples())
