"""Official texts in Finnish, Swedish and English: three columns, read in the language of the page."""

from django.utils.translation import get_language

LANGUAGES = ("fi", "sv", "en")


def active_language() -> str:
    """The language of the page: fi, sv or en."""
    language = (get_language() or "fi")[:2]
    return language if language in LANGUAGES else "fi"


class InLanguages:
    """`title = InLanguages("title")` reads title_fi, title_sv or title_en.

    An empty text falls back to Finnish, then to any that there is.
    """

    def __init__(self, field: str) -> None:
        self.field = field

    def __get__(self, owner: object, _: type | None = None) -> str:
        if owner is None:
            return ""
        texts = {language: getattr(owner, f"{self.field}_{language}", "") for language in LANGUAGES}
        return texts[active_language()] or texts["fi"] or texts["sv"] or texts["en"]


def language_of(owner: object, field: str) -> str:
    """The language that InLanguages would show for this field now, for the `lang` attribute of a text that fell back."""
    for language in (active_language(), *LANGUAGES):
        if getattr(owner, f"{field}_{language}", ""):
            return language
    return active_language()
