"""The slip that a resident takes along from a counter or an evening."""

from dataclasses import dataclass
from datetime import date

import segno
from django.conf import settings
from django.urls import reverse

from participation.matters.models import Matter


@dataclass(frozen=True)
class Slip:
    """`address` opens the path without typing; `picture` is the same as a QR code (a data address of an SVG)."""

    title: str
    language: str
    code: str
    address: str
    page: str
    picture: str
    due_on: date
    place: str
    phone: str
    visiting_address: str


def slip_of(matter: Matter) -> Slip:
    address = settings.ADDRESS + reverse("matter_detail", kwargs={"code": matter.code})
    return Slip(
        title=matter.title,
        language=matter.language,
        code=matter.code,
        address=address,
        page=settings.ADDRESS + reverse("matter_track"),
        picture=segno.make(address, error="m").svg_data_uri(scale=4, border=2),
        due_on=matter.due_on,
        place=matter.origin.name,
        phone=matter.origin.phone,
        visiting_address=matter.origin.visiting_address,
    )
