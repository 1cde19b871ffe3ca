"""The place that a page speaks for: the home county, unless a view names another."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from organisations.queries import home_county


def place(request: HttpRequest) -> dict[str, object]:
    return {"organisation": SimpleLazyObject(home_county)}
