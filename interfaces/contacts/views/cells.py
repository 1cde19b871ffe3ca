"""A cell: who answers, its history, and what those who keep it may do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from interfaces.contacts.actions import confirm_contact, end_contact, flag_bounced, seen_mark, set_new_post, set_post
from interfaces.contacts.forms import AssignmentForm, DayForm, PostChoice
from interfaces.contacts.models import Cell, Interface
from interfaces.contacts.permissions import check_can_edit
from interfaces.contacts.queries.cells import cell_page, choosable_posts, find_cell, find_place, side_panels
from organisations.models import Organisation
from people.gates import staff_page
from portal.exceptions import RuleBroken


@require_safe
def interface_cell(request: HttpRequest, interface: str, slug: str) -> HttpResponse:
    found, place = find_place(interface, slug)
    today = localdate(now())
    on = DayForm(request.GET, today=today).day()
    page = cell_page(found, place, on)
    context = {
        "organisation": place,
        "page": page,
        "panels": side_panels(request.user, page, may_change=on == today),
        "is_past": on != today,
        "crumbs": [*crumbs_to(found, place)[:-1], (f"{found.name}, {place.name}", "")],
    }
    return render(request, "interfaces/contacts/cell.html", context)


def crumbs_to(interface: Interface, place: Organisation) -> list[tuple[str, str]]:
    """From the matrix over the municipality to the cell."""
    cell = (f"{interface.name}, {place.name}", reverse("interface_cell", args=[interface.slug, place.slug]))
    town = [] if place.is_county else [(place.name, reverse("contacts_municipality", args=[place.slug]))]
    return [(_("Interfaces"), reverse("contacts_matrix")), *town, cell]


def back_to(cell: Cell) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("interface_cell", args=[cell.interface.slug, cell.place.slug]))


@staff_page
def contact_set(request: HttpRequest, interface: str, slug: str, side: str) -> HttpResponse:
    cell = find_cell(interface, slug, side)
    check_can_edit(request.user, cell.owner)
    today = localdate(now())
    standing = list(cell.assignments(today).select_related("post__unit"))
    form = PostChoice(
        request.POST or None,
        posts=choosable_posts(cell.owner),
        standing=len(standing),
        initial={"seen": seen_mark(cell, today)},
    )
    if request.method == "POST" and form.is_valid() and take(request, form, cell):
        return back_to(cell)
    crumbs = [*crumbs_to(cell.interface, cell.place), (_("Choose a post"), "")]
    context = {"organisation": cell.place, "cell": cell, "form": form, "standing": standing, "crumbs": crumbs}
    return render(request, "interfaces/contacts/set.html", context)


def take(request: HttpRequest, form: PostChoice, cell: Cell) -> bool:
    """Do what the form says; a broken rule goes back to its field."""
    chosen = form.chosen
    how = {"cell": cell, "seen": form.cleaned_data["seen"], "beside": form.is_beside, "by": request.user, "now": now()}
    try:
        row = set_post(post=chosen, **how) if chosen else set_new_post(details=form.details(), **how)
    except RuleBroken as broken:
        form.add_error("post" if chosen else "title_fi", broken.message)
        return False
    text = _("%(post)s answers for this from today.") % {"post": row.post.title}
    messages.success(request, text)
    return True


@staff_page
@require_POST
def contact_confirm(request: HttpRequest, interface: str, slug: str, side: str) -> HttpResponse:
    cell = find_cell(interface, slug, side)
    confirmed = confirm_contact(cell=cell, by=request.user, now=now())
    if confirmed:
        messages.success(request, _("Confirmed: this holds today."))
    else:
        messages.info(request, _("This was confirmed today already."))
    return back_to(cell)


@staff_page
@require_POST
def contact_end(request: HttpRequest, interface: str, slug: str, side: str) -> HttpResponse:
    cell = find_cell(interface, slug, side)
    if end_contact(cell=cell, assignment_id=AssignmentForm(request.POST).pk(), by=request.user, now=now()):
        messages.success(request, _("The post no longer answers for this. Its history stays."))
    else:
        messages.info(request, _("The post had left this place already."))
    return back_to(cell)


@staff_page
@require_POST
def contact_bounced(request: HttpRequest, interface: str, slug: str, side: str) -> HttpResponse:
    cell = find_cell(interface, slug, side)
    if flag_bounced(cell=cell, assignment_id=AssignmentForm(request.POST).pk(), by=request.user, now=now()):
        messages.success(
            request, _("Noted: mail to this post came back. It shows until somebody confirms the contact.")
        )
    else:
        messages.info(request, _("This was known already."))
    return back_to(cell)
