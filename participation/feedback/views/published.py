"""Files of open data."""

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from organisations.queries import public_organisation
from participation.feedback.queries.published import check_form, published_json, published_table
from portal.files import with_private_headers
from portal.tables import csv_response


@require_safe
def published_file(request: HttpRequest, form: str, slug: str = "") -> HttpResponseBase:
    """What everyone may see, written while it is read."""
    check_form(form)
    place = public_organisation(slug) if slug else None
    table = published_table(place)
    if form == "json":
        written = StreamingHttpResponse(published_json(place, timezone.now()), content_type="application/json; charset=utf-8")
        response = with_private_headers(written, f"{table.name}.json")
    else:
        response = csv_response(table)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
