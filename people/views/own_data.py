"""One's own data: what there is, taking it out, consents, settings, erasing the account."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.actions import change_settings, erase_account, note_own_data_taken, set_consent
from people.forms import ConsentForm, EraseForm, SettingsForm
from people.gates import signed_in
from people.queries import consents_of, everything_about, identification_offer, own_data_file
from portal.exceptions import RuleBroken
from portal.files import with_private_headers


def page(request: HttpRequest, status: int = 200, **forms: object) -> HttpResponse:
    user = request.user
    context = {
        "settings_form": SettingsForm(initial={"language": user.language, "public_name": user.public_name}),
        "consent_form": ConsentForm(given=consents_of(user)),
        "erase_form": EraseForm(),
        "identification": identification_offer(user),
        **forms,
    }
    return render(request, "people/own_data.html", context, status=status)


@require_safe
@signed_in
def own_data(request: HttpRequest) -> HttpResponse:
    return page(request)


@require_safe
@signed_in
def own_data_all(request: HttpRequest) -> HttpResponse:
    return render(
        request, "people/own_data_all.html", {"sections": everything_about(request.user), "now": timezone.now()}
    )


@require_POST
@signed_in
def own_data_download(request: HttpRequest) -> HttpResponseBase:
    now = timezone.now()
    note_own_data_taken(by=request.user, now=now)
    response = HttpResponse(own_data_file(request.user, now), content_type="application/json")
    return with_private_headers(response, f"kuuluu-{now:%Y-%m-%d}.json")


@require_POST
@signed_in
def own_settings(request: HttpRequest) -> HttpResponse:
    form = SettingsForm(request.POST)
    if not form.is_valid():
        return page(request, settings_form=form, form=form)
    if change_settings(user=request.user, now=timezone.now(), **form.cleaned_data):
        messages.success(request, _("Your settings have been saved."))
    return redirect("own_data")


@require_POST
@signed_in
def own_consents(request: HttpRequest) -> HttpResponse:
    form = ConsentForm(request.POST)
    now = timezone.now()
    if form.is_valid():
        changed = [
            set_consent(user=request.user, purpose=purpose, given=given, now=now)
            for purpose, given in form.wanted().items()
        ]
        if any(changed):
            messages.success(request, _("Your choices have been saved."))
    return redirect("own_data")


@require_POST
@signed_in
def own_erase(request: HttpRequest) -> HttpResponse:
    form = EraseForm(request.POST)
    if not form.is_valid():
        return page(request, erase_form=form, form=form)
    try:
        erase_account(user=request.user, now=timezone.now())
    except RuleBroken as refused:
        form.add_error("word", refused.message)
        return page(request, erase_form=form, form=form)
    logout(request)
    messages.success(request, _("Your account and your data in it have been erased."))
    return redirect("region_front")
