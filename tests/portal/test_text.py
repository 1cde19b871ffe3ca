"""What people write is shown as they wrote it, never runs, and never leaks a personal identity code."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text import (
    CENTURIES,
    CONTROL_CHARACTERS,
    as_plain,
    has_identity_code,
    identity_codes,
    mask_identity_codes,
    paragraphs,
    sanitise,
    tidy,
)


def code_of(born: date, sign: str, individual: int) -> str:
    digits = f"{born:%d%m%y}{individual:03d}"
    return f"{born:%d%m%y}{sign}{individual:03d}{CONTROL_CHARACTERS[int(digits) % 31]}"


@st.composite
def codes(draw: st.DrawFn) -> str:
    sign = draw(st.sampled_from(sorted(CENTURIES)))
    first = CENTURIES[sign]
    born = draw(st.dates(date(first, 1, 1), date(first + 99, 12, 31)))
    return code_of(born, sign, draw(st.integers(2, 999)))


# Digits, letters and dashes beside a code make another word of it.
surroundings = st.text(
    st.characters(
        exclude_categories=("Nd", "Lu", "Ll", "Cs"), exclude_characters="\u2010\u2011\u2012\u2013\u2014\u2212-+"
    )
)


@given(codes(), surroundings, surroundings)
def test_every_valid_code_is_found_whatever_stands_around_it(code: str, before: str, after: str) -> None:
    found = list(identity_codes(f"{before} {code} {after}"))
    assert [item.written for item in found] == [code]


@given(codes(), surroundings, surroundings)
def test_masking_leaves_no_code_and_touches_nothing_else(code: str, before: str, after: str) -> None:
    masked = mask_identity_codes(f"{before} {code} {after}")
    assert not has_identity_code(masked)
    assert masked == f"{before} {code[:-4]}•••{code[-1]} {after}"


@given(codes(), st.integers(1, 30))
def test_a_wrong_control_character_is_no_code(code: str, step: int) -> None:
    wrong = CONTROL_CHARACTERS[(CONTROL_CHARACTERS.index(code[-1]) + step) % 31]
    assert not has_identity_code(code[:-1] + wrong)


@pytest.mark.parametrize("sign", sorted(CENTURIES))
def test_all_century_signs_are_known(sign: str) -> None:
    assert has_identity_code(code_of(date(CENTURIES[sign], 2, 13), sign, 308))


@pytest.mark.parametrize(
    "text", ["131052-308T", "131052–308t", "131052 - 308T", "(131052-308T)", "hetu131052-308T"[4:], "131052‑308T."]
)
def test_the_ways_in_which_people_write_one_are_understood(text: str) -> None:
    assert has_identity_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "0114523-2",
        "1234567-8",
        "310252-308X",
        "991399-123A",
        "131052-308",
        "a131052-308T",
        "131052-308Tä",
        "040 123 4567",
        "FI21 1234 5600 0007 85",
    ],
)
def test_business_ids_phones_accounts_and_impossible_dates_are_left_alone(text: str) -> None:
    assert mask_identity_codes(text) == text


def test_the_mask_keeps_the_place_and_hides_the_person() -> None:
    assert mask_identity_codes("Tunnukseni on 131052-308T, kiitos.") == "Tunnukseni on 131052-•••T, kiitos."


def test_two_codes_in_one_text_are_both_masked() -> None:
    assert mask_identity_codes("131052-308T 131052A308T") == "131052-•••T 131052A•••T"


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">linkki</a>',
        '<p onclick="alert(1)" style="color:red">a</p>',
        "<svg><animate onbegin=alert(1)></svg>",
        '<iframe srcdoc="<script>1</script>"></iframe>',
    ],
)
def test_nothing_that_runs_survives_sanitising(evil: str) -> None:
    clean = sanitise(evil)
    assert not any(word in clean for word in ("script", "onerror", "onclick", "style", "onbegin", "iframe", "srcdoc"))


def test_sanitising_keeps_paragraphs_lists_and_links_without_trust() -> None:
    clean = sanitise('<p>Hei <strong>sinä</strong> <a href="https://example.org">täällä</a></p><ul><li>yksi</li></ul>')
    assert clean == (
        '<p>Hei <strong>sinä</strong> <a href="https://example.org" rel="nofollow noopener">täällä</a></p><ul><li>yksi</li></ul>'
    )


@given(st.text())
def test_plain_text_can_never_become_markup(text: str) -> None:
    shown = paragraphs(text)
    for allowed in ("<p>", "</p>", "<br>", "</a>"):
        shown = shown.replace(allowed, "")
    assert "<" not in shown.replace("<a href=", "")


def test_paragraphs_keep_lines_and_link_addresses() -> None:
    assert paragraphs("Yksi\nkaksi\n\n<b>kolme</b> https://example.org/a?b=1&c=2") == (
        "<p>Yksi<br>kaksi</p>\n<p>&lt;b&gt;kolme&lt;/b&gt; "
        '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow">https://example.org/a?b=1&amp;c=2</a></p>'
    )


def test_tidying_removes_what_cannot_be_seen_and_keeps_the_words() -> None:
    assert tidy(" Hei\u202e\u200b\x00  sinä \r\n\r\n\r\n\r\nA\u030a ") == "Hei  sinä\n\nÅ"


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_the_words_of_a_html_text_without_its_tags() -> None:
    assert as_plain("<p>Hei <b>sinä</b></p><script>x</script>") == "Hei sinä"
