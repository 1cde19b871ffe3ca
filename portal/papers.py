"""PDFs that people send, made anew without scripts, actions, files inside, forms and the name of whoever made them."""

import subprocess
import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WASHER = Path(__file__).with_name("paper_washer.py")
LOCKED, LONG = 2, 3  # with what the washer ends; it is told when it is started
MOST_PAGES = 200
PATIENCE = 30  # seconds


def remade_paper(content: bytes) -> bytes:
    """The document made anew in a process of its own (paper_washer.py). Raises ValidationError in words for its field."""
    try:
        # Only our own program and the library that reads PDFs; nothing of the surroundings is handed on.
        washer = [sys.executable, "-I", str(WASHER), *map(str, (MOST_PAGES, LOCKED, LONG))]
        done = subprocess.run(washer, input=content, capture_output=True, timeout=PATIENCE, env={})
    except subprocess.TimeoutExpired as error:
        raise broken() from error
    if done.returncode == LOCKED:
        raise ValidationError(_("The document is locked with a password. Save it without one and send it again."), code="locked")
    if done.returncode == LONG:
        text = _("The document has too many pages. It may have at most %(most)s.")
        raise ValidationError(text % {"most": MOST_PAGES}, code="too_long")
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise broken()
    return done.stdout


def broken() -> ValidationError:
    return ValidationError(_("The document cannot be opened. Save it again as a PDF and send it."), code="broken")
