"""GeoReport v2 at /georeport/v2/: addresses without a language, JSON and XML, refusals as the standard's error objects."""

import json
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators import csrf
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from organisations.models import Organisation
from organisations.queries import home_county
from participation.feedback.actions.georeport import receive_request
from participation.feedback.exceptions import Refused
from participation.feedback.forms.georeport import AskForm, LeaveForm, problems_of, with_attributes
from participation.feedback.models import ApiKey
from participation.feedback.queries.georeport import (
    RequestPage,
    Told,
    definition,
    discovery,
    extensions_in,
    jurisdiction,
    jurisdictions,
    language_of,
    request_at,
    request_page,
    services,
    whole_address,
)
from participation.feedback.queries.keys import working_key
from participation.feedback.queries.openapi import document, interface_page
from participation.feedback.rules.georeport import FORMS, PER_MINUTE, as_xml
from participation.matters.actions.attachments import MOST_FILES, Sent
from participation.matters.models import Matter
from portal.exceptions import RuleBroken
from portal.uploads import clean_upload

View = Callable[..., HttpResponse]


def rendered(form: str, root: str, data: Told | list[Told], status: int = 200) -> HttpResponse:
    """In the form that was asked for; in XML, which the standard requires, when that form is not known."""
    if form == "json":
        body = json.dumps(data, ensure_ascii=False).encode()
    else:
        body = as_xml(root, data)
    return HttpResponse(body, status=status, content_type=f"{FORMS.get(form, FORMS['xml'])}; charset=utf-8")


def georeport(view: View) -> View:
    """In the asked language; a refusal as the standard's list of errors; readable by pages of other sites, as it is open to all."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, form: str = "xml", **kwargs: Any) -> HttpResponse:
        with translation.override(language_of(request.GET.get("locale", ""))):
            try:
                if form not in FORMS:
                    raise Refused(404, _("This format is not served. There are xml and json."))
                response = view(request, *args, form=form, **kwargs)
            except Refused as refusal:
                errors = [{"code": refusal.code, "description": str(reason)} for reason in refusal.reasons]
                response = rendered(form, "errors", errors, refusal.code)
        if request.method != "POST":
            response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return csrf.csrf_exempt(told)  # house: other services have no cookie of ours; a key in each request says who they are


def place_of(request: HttpRequest) -> Organisation:
    return jurisdiction(request.GET.get("jurisdiction_id", ""))


@require_safe
def georeport_root(request: HttpRequest) -> HttpResponse:
    return redirect("georeport_page")


@require_safe
@georeport
def discovery_file(request: HttpRequest, form: str) -> HttpResponse:
    return rendered(form, "discovery", discovery())


@require_safe
@georeport
def service_list(request: HttpRequest, form: str) -> HttpResponse:
    return rendered(form, "services", services(place_of(request)))


@require_safe
@georeport
def service_definition(request: HttpRequest, code: str, form: str) -> HttpResponse:
    return rendered(form, "service_definition", definition(place_of(request), code))


@require_safe
@georeport
def request_detail(request: HttpRequest, reference: str, form: str) -> HttpResponse:
    asked = extensions_in(request.GET.get("extensions", ""))
    return rendered(form, "service_requests", [request_at(place_of(request), reference, asked, timezone.now())])


@require_safe
@georeport
def token_detail(request: HttpRequest, token: str, form: str) -> HttpResponse:
    """Every request gets its id at once, so there are no tokens to ask with."""
    place_of(request)
    raise Refused(404, _("token was not found. Every request gets its service_request_id at once."))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@georeport
def request_list(request: HttpRequest, form: str) -> HttpResponse:
    if request.method == "POST":
        return leave_request(request, form)
    asking = AskForm(request.GET)
    place = place_of(request)
    if not asking.is_valid():
        raise Refused(400, *problems_of(asking))
    page = request_page(place, asking.asked(), timezone.now())
    return with_page_headers(rendered(form, "service_requests", list(page.requests)), request, page)


def with_page_headers(response: HttpResponse, request: HttpRequest, page: RequestPage) -> HttpResponse:
    """How many there are and where the next are, in the headers that 6Aika's servers use."""
    response.headers["X-Result-Count"] = str(page.found)
    response.headers["X-Page-Count"] = str(page.pages)
    response.headers["X-Page-Size"] = str(page.size)
    if page.page < page.pages:
        query = request.GET.copy()
        query["page"] = str(page.page + 1)
        response.headers["X-Next-Page-URL"] = f"{whole_address(request.path)}?{query.urlencode()}"
    return response


def leave_request(request: HttpRequest, form: str) -> HttpResponse:
    """What a service leaves for a resident, who gets the tracking code in `service_notice`."""
    sent = sent_by(request)
    key = key_of(sent)
    place = jurisdiction(sent.get("jurisdiction_id", "") or request.GET.get("jurisdiction_id", "") or key.organisation.slug)
    if place.pk != key.organisation_id:
        raise Refused(403, _("This api_key belongs to another jurisdiction_id."))
    language = language_of(sent.get("locale", "") or request.GET.get("locale", ""))
    leaving = LeaveForm(sent, place=place, key=key, language=language)
    if not leaving.is_valid():
        raise Refused(400, *problems_of(leaving))
    with translation.override(language):
        try:
            once = request.headers.get("Idempotency-Key", "")[:200]
            files = files_of(request.FILES.getlist("media"))
            matter = receive_request(key=key, said=leaving.said(), files=files, once=once, now=timezone.now())
        except RuleBroken as refusal:
            raise Refused(400, refusal.message) from refusal
        return rendered(form, "service_requests", [receipt(matter)], 201)


def files_of(uploads: Sequence[UploadedFile]) -> list[Sent]:
    """The parts called `media`, as 6Aika's services send pictures; made anew before they are kept. Raises Refused."""
    try:
        return [Sent(clean_upload(upload)) for upload in uploads[: MOST_FILES + 1]]
    except ValidationError as error:
        raise Refused(400, *(f"media: {text}" for text in error.messages)) from error


def receipt(matter: Matter) -> Told:
    page = whole_address(reverse("matter_track"))
    notice = _("Follow the matter with the code %(code)s at %(page)s. Keep the code: it is shown only now.")
    return {
        "service_request_id": matter.reference,
        "service_notice": notice % {"code": matter.code, "page": page},
        "account_id": None,
    }


def sent_by(request: HttpRequest) -> dict[str, str]:
    """The fields of a form, as the standard has it, or of a JSON object, as 6Aika's services send them. Raises Refused."""
    try:
        if request.content_type != "application/json":
            return with_attributes(request.POST.dict())
        sent = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Refused(400, _("The request could not be read.")) from error
    except (RequestDataTooBig, TooManyFieldsSent, BadRequest) as error:
        raise Refused(400, _("The request is too large.")) from error
    if not isinstance(sent, dict):
        raise Refused(400, _("The request could not be read."))
    return with_attributes(sent)


def key_of(sent: dict[str, str]) -> ApiKey:
    """The working key of the service, not more often than its pace allows. Raises Refused."""
    key = working_key(sent.get("api_key", ""))
    if key is None:
        raise Refused(403, _("api_key is missing or not valid."))
    slot = f"feedback.georeport.{key.pk}.{timezone.now():%H%M}"
    cache.add(slot, 0, 120)
    if cache.incr(slot) > PER_MINUTE:
        raise Refused(429, _("This api_key leaves too many requests. Wait a minute."))
    return key


@georeport
def no_such_address(request: HttpRequest, form: str, rest: str = "") -> HttpResponse:
    raise Refused(404, _("There is no such address. The description of the interface: %(address)s") % {
        "address": whole_address(reverse("georeport_page"))
    })  # fmt: skip


@require_safe
def openapi_file(request: HttpRequest) -> HttpResponse:
    """The description for machines; its words in English unless `locale` says otherwise."""
    asked = request.GET.get("locale", "")
    with translation.override(language_of(asked) if asked else "en"):
        response = JsonResponse(document(), json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def georeport_page(request: HttpRequest) -> HttpResponse:
    """The same description for people."""
    context = {"organisation": home_county(), "page": interface_page(), "places": jurisdictions()}
    return render(request, "participation/feedback/georeport.html", context)
