"""Pictures that people send, made anew from their pixels: nothing else of the file that was sent is kept.

Where and with what a picture was taken, comments, profiles, further frames and whatever was hung behind the picture are gone.
"""

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

MOST_PIXELS = 50_000_000  # of the picture that is sent; a phone's largest
LONGEST_SIDE = 2400  # pixels of the picture that is kept: sharp on a screen and on A4
JPEG_QUALITY, WEBP_QUALITY = 85, 82
# What the decoders raise for a file that is cut, mended by hand or made to hurt.
BROKEN = (
    OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, OverflowError, MemoryError, struct.error,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A picture made anew. Sides are pixels."""

    content: bytes
    width: int
    height: int


def remade_picture(file: IO[bytes], form: str) -> Picture:
    """The picture in the same form (JPEG, PNG, WEBP), upright, at most LONGEST_SIDE. Raises ValidationError in words for its field."""
    try:
        with Image.open(file, formats=[form]) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                raise too_large()
            sent.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read at half or a quarter when that is enough
            fresh = repainted(in_plain_colours(sent))
            return Picture(written(fresh, form), fresh.width, fresh.height)
    except BROKEN as error:
        raise ValidationError(
            _("The picture cannot be opened. Perhaps it is cut off: take or save it again."), code="broken"
        ) from error


def too_large() -> ValidationError:
    text = _("The picture is too large: more than %(most)s million dots. Make it smaller and send it again.")
    return ValidationError(text % {"most": MOST_PIXELS // 1_000_000}, code="too_many_pixels")


def in_plain_colours(sent: Image.Image) -> Image.Image:
    """The upright picture in the colours of the web; transparency stays."""
    profile = sent.info.get("icc_profile")
    turned = upright(sent)
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    if profile and turned.mode in ("RGB", "CMYK"):
        turned = in_srgb(turned, profile)
    has_holes = turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info
    return turned.convert("RGBA" if has_holes else "RGB")


def upright(sent: Image.Image) -> Image.Image:
    """Turned as the camera says; when it says nothing that can be read, as it is."""
    try:
        return ImageOps.exif_transpose(sent)
    except BROKEN:
        return sent


def in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Colours as the camera meant them; a profile that is no profile is left out."""
    try:
        meant = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, meant, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, *BROKEN):
        return picture
    return turned if turned is not None else picture


def repainted(picture: Image.Image) -> Image.Image:
    """The same pixels in a new picture: what hung on the old one does not come along."""
    fresh = Image.new(picture.mode, picture.size)
    fresh.paste(picture)
    return fresh


def written(picture: Image.Image, form: str) -> bytes:
    target = BytesIO()
    match form:
        case "JPEG":
            picture.convert("RGB").save(target, form, quality=JPEG_QUALITY, optimize=True)
        case "WEBP":
            picture.save(target, form, quality=WEBP_QUALITY)
        case _form:
            picture.save(target, form, optimize=True)
    return target.getvalue()
