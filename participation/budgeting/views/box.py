"""The box: its numbers and seals for everyone, a receipt's place in it, and the sealing by two people."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from participation.budgeting.actions.seal import confirm_seal
from participation.budgeting.forms import ReceiptForm, SealForm
from participation.budgeting.queries.box import box_page, inclusion_of, leaves_file, seal_page, sealing_round
from participation.budgeting.queries.rounds import round_at
from participation.budgeting.queries.words import url_of
from people.gates import staff_page

FOLDER = "participation/budgeting"


@never_cache
@sensitive_post_parameters("code")
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def round_box(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = round_at(slug, round, request.user)
    form = ReceiptForm(request.POST or None)
    inclusion = inclusion_of(found, form.cleaned_data["code"]) if request.method == "POST" and form.is_valid() else None
    context = {"organisation": found.organisation, "round": found, "page": box_page(found), "form": form, "inclusion": inclusion}
    return render(request, f"{FOLDER}/box.html", context)


@require_safe
def box_leaves(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    """The leaves of the latest seal, from which anyone makes its root again."""
    leaves = leaves_file(round_at(slug, round, request.user))
    return HttpResponse(f"{leaves.content}\n", content_type="text/plain; charset=utf-8")


@require_safe
def box_replaced(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    """The leaves that had gone by the latest seal because their receipts replaced them."""
    leaves = leaves_file(round_at(slug, round, request.user))
    return HttpResponse(f"{leaves.replaced}\n", content_type="text/plain; charset=utf-8")


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def box_seal(request: HttpRequest, slug: str, round: str) -> HttpResponse:
    found = sealing_round(slug, round, request.user)
    form = SealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        gone_on = form.cleaned_data["backups_gone_on"]
        sealed = confirm_seal(round=found, backups_gone_on=gone_on, by=request.user, now=timezone.now())
        messages.success(request, _("The box is sealed.") if sealed else _("You have confirmed. Now another person confirms too."))
        return redirect(url_of("box_seal", found))
    context = {"organisation": found.organisation, "round": found, "page": seal_page(found, request.user), "form": form}
    return render(request, f"{FOLDER}/box_seal.html", context)
