"""What another service asks and leaves by GeoReport, cleaned to domain values. Every error becomes one error object."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.models import Area, Organisation
from participation.feedback.models import ApiKey
from participation.feedback.queries.georeport import KINDS, Asked, extensions_in, topic_of
from participation.feedback.rules.georeport import (
    CLOSED,
    LONGEST_DESCRIPTION,
    MOST_REQUESTS,
    OPEN,
    coordinate,
    parse_w3c,
    span_of,
    title_from,
)
from participation.matters.actions import Said
from participation.matters.enums import MatterKind
from participation.matters.rules import LONGEST_TITLE
from portal.text import tidy

ATTRIBUTE = re.compile(r"attribute\[([^\]]+)\](\[\])?")


class Words(forms.CharField):
    """Several values in one, with commas; empty means none."""

    def clean(self, value: Any) -> list[str]:
        return [word.strip() for word in super().clean(value).split(",") if word.strip()]


class Moment(forms.CharField):
    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_w3c(text)
        except ValueError as error:
            raise forms.ValidationError(_("It must be a time as W3C writes it, for example 2026-01-31T00:00:00Z.")) from error


class Degrees(forms.CharField):
    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return coordinate(text, self.limit)
        except ValueError as error:
            raise forms.ValidationError(_("It must be degrees of WGS 84.")) from error


class AskForm(forms.Form):
    """The filters of a list of requests."""

    service_request_id = Words(required=False, max_length=9000)
    service_code = Words(required=False, max_length=2000)
    start_date = Moment(required=False, max_length=40)
    end_date = Moment(required=False, max_length=40)
    status = Words(required=False, max_length=40)
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)
    page_size = forms.IntegerField(required=False, min_value=1, max_value=MOST_REQUESTS)
    per_page = forms.IntegerField(required=False, min_value=1, max_value=MOST_REQUESTS)
    extensions = forms.CharField(required=False, max_length=80)

    def clean_status(self) -> list[str]:
        if unknown := set(self.cleaned_data["status"]) - {OPEN, CLOSED}:
            raise forms.ValidationError(_("“%(status)s” is not known: it is open or closed.") % {"status": ", ".join(sorted(unknown))})
        return list(self.cleaned_data["status"])

    def clean_service_request_id(self) -> list[str]:
        if len(self.cleaned_data["service_request_id"]) > MOST_REQUESTS:
            raise forms.ValidationError(_("At most %(most)s can be asked for at once.") % {"most": MOST_REQUESTS})
        return list(self.cleaned_data["service_request_id"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                cleaned["start"], cleaned["end"] = span_of(cleaned["start_date"], cleaned["end_date"], timezone.now())
            except (ValueError, OverflowError):
                self.add_error("start_date", _("It must be before end_date and at most 90 days from it."))
        return cleaned

    def asked(self) -> Asked:
        typed = self.cleaned_data
        return Asked(
            references=typed["service_request_id"],
            codes=typed["service_code"],
            statuses=typed["status"],
            start=typed["start"],
            end=typed["end"],
            page=typed["page"] or 1,
            size=typed["page_size"] or typed["per_page"] or MOST_REQUESTS,
            extensions=extensions_in(typed["extensions"]),
        )


class LeaveForm(forms.Form):
    """A request that somebody leaves. Names, devices and accounts of other services are not read: nobody needs them here."""

    service_code = forms.CharField(max_length=60, error_messages={"required": gettext_lazy("It was not provided.")})
    description = forms.CharField(max_length=LONGEST_DESCRIPTION, error_messages={"required": gettext_lazy("It was not provided.")})
    title = forms.CharField(required=False, max_length=LONGEST_TITLE)
    lat = Degrees(required=False, limit=90)
    long = Degrees(required=False, limit=180)
    address_string = forms.CharField(required=False, max_length=200)
    address_id = forms.CharField(required=False, max_length=60)
    email = forms.EmailField(required=False, max_length=254)
    phone = forms.CharField(required=False, max_length=40)
    media_url = forms.URLField(required=False, max_length=500, assume_scheme="https")
    kind = forms.ChoiceField(required=False, choices=[(kind.value, kind.label) for kind in KINDS])
    area = forms.ModelChoiceField(required=False, queryset=Area.objects.none(), to_field_name="slug")

    def __init__(self, *args: Any, place: Organisation, key: ApiKey, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place, self.key, self.language = place, key, language
        self.fields["area"].queryset = place.areas.all()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and (cleaned["lat"] is None) != (cleaned["long"] is None):
            self.add_error("lat", _("lat and long belong together."))
        if not self.errors and cleaned["lat"] is None and not (cleaned["address_string"] or cleaned["address_id"]):
            self.add_error(None, _("Tell the place: lat and long, or address_string, or address_id."))
        return cleaned

    def said(self) -> Said:
        """Raises Refused for a service that does not exist."""
        typed = self.cleaned_data
        text = tidy(typed["description"])
        return Said(
            kind=MatterKind(typed["kind"] or MatterKind.FEEDBACK),
            title=tidy(typed["title"]) or title_from(text, LONGEST_TITLE),
            text=f"{text}\n\n{typed['media_url']}" if typed["media_url"] else text,
            language=self.language,
            topic=topic_of(self.place, typed["service_code"]),
            area=typed["area"],
            place=tidy(typed["address_string"] or typed["address_id"]),
            reply_email=typed["email"],
            reply_phone=typed["phone"],
            latitude=typed["lat"],
            longitude=typed["long"],
            source=self.key.name[:60],
        )


def problems_of(form: forms.Form) -> Sequence[str]:
    """Every error in one sentence, with the field before it as it is called in the interface."""
    return [f"{name}: {text}" if name != "__all__" else str(text) for name, texts in form.errors.items() for text in texts]


def with_attributes(sent: Mapping[str, Any]) -> dict[str, str]:
    """The fields as they were sent, the answers to the service's own questions (`attribute[kind]=idea`) under their plain names.

    JSON may also carry them as an object: {"attribute": {"kind": "idea"}}.
    """
    plain = {name: value for name, value in sent.items() if isinstance(value, str | int | float) and not isinstance(value, bool)}
    inner = sent.get("attribute")
    if isinstance(inner, dict):
        plain.update({name: value for name, value in inner.items() if name in {"kind", "area"}})
    for name, value in list(plain.items()):
        found = ATTRIBUTE.fullmatch(name)
        if found and found[1] in {"kind", "area"}:
            plain[found[1]] = value
    return {name: str(value) for name, value in plain.items()}
