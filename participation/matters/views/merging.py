"""Joining a matter to another one: find it, read what moves, do it."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from participation.matters.actions import merge_matters
from participation.matters.enums import StepKind
from participation.matters.forms import REMOVE, MergeForm, with_code_removed
from participation.matters.models import Matter
from participation.matters.permissions import check_can_take_step
from participation.matters.queries import desk_matter_at, desk_side_of
from participation.matters.queries.desk_merging import merge_page
from people.gates import staff_page
from portal.exceptions import ChangedMeanwhile, RuleBroken

MERGE = "participation/matters/desk_merge.html"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def desk_merge(request: HttpRequest, code: str) -> HttpResponse:
    """Find the matter to join this one to, read what moves, join."""
    matter = desk_matter_at(code, request.user)
    check_can_take_step(request.user, matter, StepKind.MERGED)
    into = request.POST.get("into") or request.GET.get("into", "")
    page = merge_page(matter, request.user, timezone.now(), words=request.GET.get("haku", ""), into=into)
    form = merge_form(request, matter)
    if page.into is not None and form.is_valid() and joined(form, page.into, request):
        messages.success(request, _("The matter was joined to “%(title)s”.") % {"title": page.into.title})
        return redirect("desk_matter", code=page.into.reference)
    context = {"page": page, "matter": matter, "form": form, "organisation": desk_side_of(matter, request.user)}
    return render(request, MERGE, context, status=409 if form.has_changed_meanwhile else 200)


def merge_form(request: HttpRequest, matter: Matter) -> MergeForm:
    """Empty, as it was sent, or as a draft when the button that removes an identity code was pressed."""
    if request.method != "POST":
        return MergeForm(initial={"version": matter.version, "token": uuid4()}, matter=matter)
    is_draft = REMOVE in request.POST
    return MergeForm(with_code_removed(request.POST) if is_draft else request.POST, is_draft=is_draft, matter=matter)


def joined(form: MergeForm, into: Matter, request: HttpRequest) -> bool:
    try:
        merge_matters(matter=form.matter, into=into, by=request.user, now=timezone.now(), **form.words())
    except (RuleBroken, ChangedMeanwhile) as refusal:
        form.add_error(None, refusal.message)
        form.has_changed_meanwhile = isinstance(refusal, ChangedMeanwhile)
        if form.has_changed_meanwhile:
            form.renew(desk_matter_at(form.matter.reference, request.user))
        return False
    return True
