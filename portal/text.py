"""What people write: tidied, sanitised, shown as paragraphs, and checked for Finnish personal identity codes."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import nh3
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html_join, urlize
from django.utils.safestring import SafeString

TAGS = {"p", "br", "a", "ul", "ol", "li", "strong", "em", "h2", "h3"}
SCHEMES = {"http", "https", "mailto", "tel"}
# Century signs of the personal identity code; the letters beside - and A came with Decree 1231/2022.
CENTURIES = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)
CONTROL_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
# Phones turn a hyphen into a dash, so every dash counts as one. Spaces around the sign are a common slip too.
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
IDENTITY_CODE = re.compile(
    rf"(?<![0-9A-Za-z])([0-9]{{2}})([0-9]{{2}})([0-9]{{2}})( ?)([+{DASHES}A-FU-Ya-fu-y])( ?)([0-9]{{3}})([0-9A-Ya-y])(?![0-9A-Za-zÅÄÖåäö])"
)
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def tidy(text: str) -> str:
    """The same words with one form per letter, no invisible or direction-turning characters, and at most one empty line in a row."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [line.rstrip() for line in INVISIBLE.sub("", text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def paragraphs(text: str) -> SafeString:
    """Plain text as HTML paragraphs: everything escaped, lines kept, web addresses as links that pass on no trust."""
    parts = [part for part in re.split(r"\n{2,}", tidy(text)) if part]
    linked = (urlize(part, nofollow=True, autoescape=True) for part in parts)
    return format_html_join("\n", "<p>{}</p>", ((linebreaksbr(part, autoescape=False),) for part in linked))


def sanitise(html: str) -> SafeString:
    """HTML from an editor or another system, with only paragraphs, lists, emphasis, small headings and links left."""
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel="nofollow noopener")
    return SafeString(clean)  # house: nh3 has just cleaned it with the list above; the only such place


def as_plain(html: str) -> str:
    """The words of an HTML text without any tags."""
    return tidy(nh3.clean(html, tags=set()))


@dataclass(frozen=True)
class IdentityCode:
    """A personal identity code found in a text, from `start` to `end`."""

    start: int
    end: int
    written: str

    @property
    def masked(self) -> str:
        """Enough to find the place in the text, not enough to know the person: 131152-•••P."""
        return f"{self.written[:-4]}•••{self.written[-1]}"


def is_date(day: str, month: str, year: int) -> bool:
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True


def identity_codes(text: str) -> Iterator[IdentityCode]:
    """Every personal identity code with a real date and the right control character. A business id is none."""
    for found in IDENTITY_CODE.finditer(text):
        day, month, year, _, sign, _, individual, control = found.groups()
        century = CENTURIES["-" if sign in DASHES else sign.upper()]
        expected = CONTROL_CHARACTERS[int(day + month + year + individual) % 31]
        if control.upper() == expected and is_date(day, month, century + int(year)):
            yield IdentityCode(found.start(), found.end(), found.group())


def has_identity_code(text: str) -> bool:
    return next(identity_codes(text), None) is not None


def mask_identity_codes(text: str) -> str:
    """The text with every personal identity code masked; done before anything is stored or logged."""
    for code in reversed(list(identity_codes(text))):
        text = text[: code.start] + code.masked + text[code.end :]
    return text
