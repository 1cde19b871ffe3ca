"""Matters of other systems: a file is read, looked at row by row, and brought in."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from participation.feedback.actions.imports import read_batch, start_bringing
from participation.feedback.enums import ImportFormat
from participation.feedback.forms.imports import ImportForm
from participation.feedback.queries.imports import batch_at, batch_page, batches_of, places_to_bring_to, wrong_rows
from participation.feedback.rules.imports import NEEDED
from people.gates import staff_page
from portal.exceptions import RuleBroken
from portal.files import with_private_headers


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def import_list(request: HttpRequest) -> HttpResponse:
    places = places_to_bring_to(request.user)
    form = ImportForm(request.POST or None, request.FILES or None, places=places)
    if request.method == "POST" and form.is_valid():
        try:
            batch = read_batch(**form.words(), by=request.user, now=timezone.now())
            return redirect("import_batch", pk=batch.pk)
        except RuleBroken as refusal:
            form.add_error("file" if refusal.code == "bad_file" else None, refusal.message)
    needed = [(ImportFormat(format).label, [" / ".join(names) for names in columns]) for format, columns in NEEDED.items()]
    context = {"organisation": places[0], "form": form, "batches": batches_of(places), "needed": needed}
    return render(request, "participation/feedback/imports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def import_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """What would become of each row; the button brings in what is new."""
    batch = batch_at(pk, request.user)
    if request.method == "POST":
        job = start_bringing(batch=batch, by=request.user, now=timezone.now())
        return redirect("job_detail", uuid=job.pk)
    context = {"organisation": batch.organisation, "page": batch_page(batch, request.GET.get("page"))}
    return render(request, "participation/feedback/import_batch.html", context)


@require_safe
@staff_page
def import_wrong(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The rows that did not go, to be mended and sent again."""
    batch = batch_at(pk, request.user)
    ending, text = wrong_rows(batch)
    kind = "application/json" if ending == "json" else "text/csv"
    return with_private_headers(HttpResponse(text, content_type=f"{kind}; charset=utf-8"), f"korjattavat-{batch.pk}.{ending}")
