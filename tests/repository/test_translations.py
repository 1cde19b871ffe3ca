"""Finnish and Swedish are complete: nothing missing, nothing fuzzy, placeholders kept, compiled files current."""

import io
import re

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings

from tests.messages import LANGUAGES, PARTS, catalogue, file_of

CASES = [(part, language) for part in PARTS for language in LANGUAGES]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def texts(part, language):
    return read_po(io.BytesIO(file_of(part, language).read_bytes()), locale=language)


def strings(message):
    return list(message.string) if isinstance(message.string, list | tuple) else [message.string]


@pytest.mark.parametrize(("part", "language"), CASES)
def test_nothing_is_missing_or_fuzzy(part, language):
    there = texts(part, language)
    missing = []
    for message in catalogue(part):
        if message.id:
            known = there.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
            if known is None or known.fuzzy or not all(strings(known)):
                missing.append(message.id)
    assert not missing, f"{part}/{language}: {missing[:10]}"


@pytest.mark.parametrize(("part", "language"), CASES)
def test_placeholders_survive_translation(part, language):
    wrong = []
    for message in texts(part, language):
        if message.id:
            ids = [message.id] if isinstance(message.id, str) else list(message.id)
            wanted = {frozenset(PLACEHOLDER.findall(text)) for text in ids}
            wrong += [s for s in strings(message) if s and frozenset(PLACEHOLDER.findall(s)) not in wanted]
    assert not wrong, f"{part}/{language}: {wrong[:5]}"


@pytest.mark.parametrize(("part", "language"), CASES)
def test_the_compiled_catalogue_is_current(part, language):
    path = file_of(part, language)
    compiled = read_mo(io.BytesIO(path.with_suffix(".mo").read_bytes()))
    for message in texts(part, language):
        if message.id and all(strings(message)):
            key = message.id if isinstance(message.id, str) else message.id[0]
            # Babel reads the contexts of a compiled file as bytes.
            known = compiled.get(key, message.context.encode() if message.context else None)
            assert known is not None, f"not compiled: {message.id}"
            assert strings(known) == strings(message), f"not compiled anew: {message.id}"


def test_every_catalogue_is_read_by_django():
    assert {path.name for path in settings.LOCALE_PATHS} == set(PARTS)
