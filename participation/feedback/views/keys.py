"""Keys of other services, for the administrators of a place."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from organisations.queries import public_organisation
from participation.feedback.actions.keys import make_key, revoke_key
from participation.feedback.forms.keys import KeyForm
from participation.feedback.queries.keys import key_at, keys_of
from people.enums import Permission
from people.gates import staff_page
from people.permissions import check_own_permission
from portal.exceptions import RuleBroken


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def api_keys(request: HttpRequest, slug: str) -> HttpResponse:
    """The keys of the place. A new key is in the answer to its own form and nowhere else."""
    organisation = public_organisation(slug)
    check_own_permission(request.user, Permission.ORGANISATION_EDIT, organisation)
    form = KeyForm(request.POST or None)
    made = text = None
    if request.method == "POST" and form.is_valid():
        try:
            made, text = make_key(organisation=organisation, name=form.cleaned_data["name"], by=request.user, now=timezone.now())
            form = KeyForm()
        except RuleBroken as refusal:
            form.add_error("name", refusal.message)
    context = {"organisation": organisation, "form": form, "keys": keys_of(organisation), "made": made, "text": text}
    return render(request, "participation/feedback/keys.html", context)


@require_POST
@staff_page
def api_key_revoke(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    organisation = public_organisation(slug)
    check_own_permission(request.user, Permission.ORGANISATION_EDIT, organisation)
    if revoke_key(key=key_at(organisation, key), by=request.user, now=timezone.now()):
        messages.success(request, _("The key has been revoked. It opens nothing any more."))
    return redirect("api_keys", slug=slug)
