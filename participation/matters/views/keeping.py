"""What the desk keeps: who works on what, calls of colleagues, own views, words to use again."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisations.models import Organisation
from participation.matters.actions import (
    assign_matter,
    keep_filter,
    remove_filter,
    remove_template,
    save_template,
    see_mentions,
)
from participation.matters.forms import REMOVE, DeskFilterForm, FilterNameForm, TemplateForm, with_code_removed
from participation.matters.models import ResponseTemplate
from participation.matters.permissions import check_can_assign
from participation.matters.queries import desk_matter_at, desk_place
from participation.matters.queries.colleagues import colleague_at
from participation.matters.queries.desk_around import filters_of, keeping_place, template_at, templates_of
from people.gates import staff_page
from portal.exceptions import ChangedMeanwhile, RuleBroken

LIST, WRITE = "participation/matters/desk_templates.html", "participation/matters/desk_template.html"


@require_POST
@staff_page
def desk_assign(request: HttpRequest, code: str) -> HttpResponse:
    """Take the matter, give it to a colleague, or free it."""
    matter = desk_matter_at(code, request.user)
    check_can_assign(request.user, matter)
    wanted = request.POST.get("assignee", "")
    chosen = request.user if wanted == "me" else colleague_at(matter.organisation_id, wanted) if wanted else None
    back = reverse("desk_matter", kwargs={"code": matter.reference})
    seen = request.POST.get("seen", "")
    try:
        assign_matter(
            matter=matter, assignee=chosen, seen=int(seen) if seen.isdecimal() else None, by=request.user, now=timezone.now()
        )
    except ChangedMeanwhile as refusal:
        raise ChangedMeanwhile(refusal.message, back=back) from refusal
    messages.success(request, _("It is settled who works on this.") if chosen else _("Nobody works on this now."))
    return redirect(back)


@require_POST
@staff_page
def desk_seen(request: HttpRequest, code: str) -> HttpResponse:
    """The one who was called has looked."""
    matter = desk_matter_at(code, request.user)
    see_mentions(matter=matter, by=request.user, now=timezone.now())
    return redirect("desk" if "desk" in request.POST else reverse("desk_matter", kwargs={"code": matter.reference}))


@require_safe
@staff_page
def filter_list(request: HttpRequest) -> HttpResponse:
    """One's own views: a page, or the list alone for the desk that opens it in place."""
    template = "_views_list.html" if request.htmx else "desk_views.html"
    context = {"filters": filters_of(request.user), "organisation": desk_place(request.user)}
    return render(request, f"participation/matters/{template}", context)


@require_POST
@staff_page
def filter_keep(request: HttpRequest) -> HttpResponse:
    """Keep what the desk shows under a name."""
    query = DeskFilterForm(QueryDict(request.POST.get("query", "")[:400])).query
    form = FilterNameForm(request.POST)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    back = f"{reverse('desk')}?{query}"
    try:
        keep_filter(name=name, query=query, by=request.user, now=timezone.now())
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The view “%(name)s” was kept. You find it over the list.") % {"name": name})
    return redirect(back)


@require_POST
@staff_page
def filter_remove(request: HttpRequest, kept: int) -> HttpResponse:
    """Remove a kept view of one's own."""
    if remove_filter(filter_id=kept, by=request.user):
        messages.success(request, _("The view was removed. The matters stay as they were."))
    return redirect("filter_list")


@require_safe
@staff_page
def template_list(request: HttpRequest) -> HttpResponse:
    """The response templates of the organisation."""
    place = keeping_place(request.user, request.GET.get("paikka", ""))
    return render(request, LIST, {"templates": templates_of(place), "organisation": place})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def template_new(request: HttpRequest) -> HttpResponse:
    """Write a response template."""
    return written(request, keeping_place(request.user, request.GET.get("paikka", "")), None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def template_edit(request: HttpRequest, template: int) -> HttpResponse:
    """Mend a response template."""
    found = template_at(template, request.user)
    return written(request, found.organisation, found)


def written(request: HttpRequest, place: Organisation, template: ResponseTemplate | None) -> HttpResponse:
    names = ("title", "topic", "text_fi", "text_sv", "text_en", "version")
    initial = {name: getattr(template, name) for name in names} if template else {"version": 0}
    form = template_form(request, initial, place)
    theirs = None
    if form.is_valid():
        theirs, is_saved = kept_template(form, place, template, request, timezone.now())
        if is_saved:
            return redirect(f"{reverse('template_list')}?{urlencode({'paikka': place.slug})}")
    context = {"form": form, "template": template, "theirs": theirs, "organisation": place}
    return render(request, WRITE, context, status=409 if theirs else 200)


def template_form(request: HttpRequest, initial: dict[str, object], place: Organisation) -> TemplateForm:
    """Empty, as it was sent, or as a draft when the button that removes an identity code was pressed."""
    if request.method != "POST":
        return TemplateForm(initial=initial, organisation=place)
    is_draft = REMOVE in request.POST
    return TemplateForm(with_code_removed(request.POST) if is_draft else request.POST, is_draft=is_draft, organisation=place)


def kept_template(
    form: TemplateForm, place: Organisation, template: ResponseTemplate | None, request: HttpRequest, now: datetime
) -> tuple[ResponseTemplate | None, bool]:
    """(the template as somebody else saved it meanwhile, whether ours was saved)."""
    version = form.cleaned_data.get("version") or 0
    try:
        save_template(organisation=place, words=form.words(), by=request.user, now=now, template=template, version=version)
    except RuleBroken as refusal:
        form.add_error("title", refusal.message)
        return None, False
    except ChangedMeanwhile as refusal:
        form.add_error(None, refusal.message)
        theirs = template_at(template.pk, request.user)
        form.renew(theirs)
        return theirs, False
    messages.success(request, _("The response template was saved."))
    return None, True


@require_POST
@staff_page
def template_remove(request: HttpRequest, template: int) -> HttpResponse:
    """Remove a response template."""
    found = template_at(template, request.user)
    version = request.POST.get("version", "")
    remove_template(template=found, by=request.user, now=timezone.now(), version=int(version) if version.isdecimal() else 0)
    messages.success(request, _("The response template was removed. Answers that used it stay."))
    return redirect("template_list")
