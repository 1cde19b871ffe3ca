"""What a browser keeps: the voter's own, while they vote, their code or the receipt to be replaced; a voting point's its code."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from participation.budgeting.models import Kiosk, Round
from participation.budgeting.queries.kiosks import kiosk_with

CODE_SECONDS = 2 * 3600
RECEIPT_SECONDS = 3600
KIOSK_SECONDS = 18 * 3600  # a day of voting; in the morning the code is typed again


def cookie_safety(path: str) -> dict[str, object]:
    return {"httponly": True, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE, "path": path}


def cookie_of(round: Round) -> str:
    return f"voter_code_{round.pk}"


def code_in(request: HttpRequest, round: Round) -> str:
    """The voter code that this browser holds; empty when the person votes with an account. It is checked like one just typed."""
    return request.COOKIES.get(cookie_of(round), "")[:40]


def keep_code(response: HttpResponse, round: Round, code: str) -> HttpResponse:
    response.set_cookie(cookie_of(round), code, max_age=CODE_SECONDS, **cookie_safety("/"))
    return response


def receipt_cookie(round: Round) -> str:
    return f"replaced_receipt_{round.pk}"


def receipt_in(request: HttpRequest, round: Round) -> str:
    """The receipt of the vote that this browser is about to replace; empty when it is none."""
    return request.COOKIES.get(receipt_cookie(round), "")[:60]


def keep_receipt(response: HttpResponse, round: Round, receipt: str) -> HttpResponse:
    response.set_cookie(receipt_cookie(round), receipt, max_age=RECEIPT_SECONDS, **cookie_safety("/"))
    return response


def kiosk_cookie(round: Round) -> str:
    return f"voting_point_{round.pk}"


def kiosk_in(request: HttpRequest, round: Round) -> Kiosk | None:
    """The open voting point that this device is bound to. One query where there is a code."""
    return kiosk_with(round, request.COOKIES.get(kiosk_cookie(round), "")[:40])


def bind(response: HttpResponse, round: Round, code: str) -> HttpResponse:
    response.set_cookie(kiosk_cookie(round), code, max_age=KIOSK_SECONDS, **cookie_safety("/"))
    return response


def forget_code(response: HttpResponse, round: Round) -> HttpResponse:
    """Leave neither code nor receipt in the browser."""
    for name in (cookie_of(round), receipt_cookie(round)):
        response.delete_cookie(name, path="/")
    return response
