"""Who is looking, as far as a page needs it."""

from django.http import HttpRequest


def person(request: HttpRequest) -> dict[str, object]:
    return {"person": request.user}
