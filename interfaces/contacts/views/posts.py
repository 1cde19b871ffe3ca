"""A post with all that it answers for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from interfaces.contacts.actions import confirm_post, update_post
from interfaces.contacts.forms import PostFields
from interfaces.contacts.models import Post
from interfaces.contacts.permissions import can_confirm, can_edit, check_can_edit, keeper_of
from interfaces.contacts.queries.cells import find_post, post_page
from people.gates import staff_page
from portal.exceptions import RuleBroken


@require_safe
def post_detail(request: HttpRequest, post: int) -> HttpResponse:
    found = find_post(post)
    keeper = keeper_of(found)
    context = {
        "organisation": keeper,
        "crumbs": [(_("Interfaces"), reverse("contacts_matrix")), (found.title, "")],
        "page": post_page(found, localdate(now())),
        "may_edit": can_edit(request.user, keeper),
        "may_confirm": can_confirm(request.user, keeper),
    }
    return render(request, "interfaces/contacts/post.html", context)


@staff_page
def post_edit(request: HttpRequest, post: int) -> HttpResponse:
    found = find_post(post)
    keeper = keeper_of(found)
    check_can_edit(request.user, keeper)
    form = PostFields(request.POST or None, initial=PostFields.initial_of(found))
    if request.method == "POST" and form.is_valid() and save(request, form, found):
        return HttpResponseRedirect(reverse("post_detail", args=[found.pk]))
    page = post_page(found, localdate(now()))
    above = (found.title, reverse("post_detail", args=[found.pk]))
    crumbs = [(_("Interfaces"), reverse("contacts_matrix")), above, (_("Change the details"), "")]
    context = {"organisation": keeper, "page": page, "form": form, "crumbs": crumbs}
    return render(request, "interfaces/contacts/post_edit.html", context)


def save(request: HttpRequest, form: PostFields, post: Post) -> bool:
    """Change the post; a broken rule goes back to its field."""
    try:
        update_post(post=post, details=form.details(), by=request.user, now=now())
    except RuleBroken as broken:
        form.add_error("title_fi", broken.message)
        return False
    messages.success(request, _("Saved. The change shows everywhere where this post answers."))
    return True


@staff_page
@require_POST
def post_confirm(request: HttpRequest, post: int) -> HttpResponse:
    found = find_post(post)
    count = confirm_post(post=found, by=request.user, now=now())
    if count:
        text = ngettext("Confirmed in %(count)d place.", "Confirmed in %(count)d places.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, _("This was confirmed today already."))
    return HttpResponseRedirect(reverse("post_detail", args=[found.pk]))
