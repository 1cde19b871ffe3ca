"""The rule that holds texts, and the list of words behind it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.matters.actions.holding import add_hold_word, remove_hold_word
from participation.matters.enums import HoldReason, MatterKind
from participation.matters.models import HoldWord
from participation.matters.rules.holding import listed_words, parse_reasons, parse_stem, reasons_to_hold
from people.models import AuditEvent
from portal.exceptions import NotPermitted, NotVisible, RuleBroken
from tests.participation.matters.story import HETU, fresh, leave
from tests.personas import NOW

CALM = "Puistossa on kaunista. Kiitos hoitajille!"


def held(text=CALM, *, is_new_author=False, words=()):
    return reasons_to_hold(text, is_new_author=is_new_author, words=words)


def test_a_calm_text_of_somebody_known_is_not_held():
    assert held() == ()
    assert held("Katso https://www.lahti.fi/puistot") == ()


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example https://b.example",
        "www.osta.com ja http://halpa.example/x",
        "osta.com, halpa.shop",
        "HTTPS://A.EXAMPLE\nWWW.B.FI",
    ],
)
def test_many_links_are_held(text):
    assert held(text) == (HoldReason.LINKS,)


def test_an_address_of_mail_or_a_missing_space_is_no_link():
    assert held("Kirjoita kirjaamo@lahti.fi tai asiakaspalvelu@paijatha.fi. Loppu.Alku on tässä.Ja tässä.") == ()


def test_a_new_author_and_an_identity_code_are_held():
    assert held(is_new_author=True) == (HoldReason.NEW_AUTHOR,)
    assert held(f"Tunnukseni on {HETU}.") == (HoldReason.IDENTITY_CODE,)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tämä on huijausta.", "huijausta"),
        ("HUIJAREITA!", "huijareita"),
        ("Hui\u00adjari ja hui\u200bjaus", "huijari"),
        ("kissa-huijari", "huijari"),
        ("ｈｕｉｊａｒｉ", "huijari"),
    ],
)
def test_a_stem_finds_the_forms_of_a_word_however_it_is_written(text, found):
    assert held(text, words=["huija"]) == (HoldReason.LISTED_WORD,)
    assert listed_words(text, ["huija"])[0] == found


def test_a_stem_is_looked_for_at_the_beginning_of_a_word_only():
    assert held("Olen puhuijaa kuullut", words=["huija"]) == ()


def test_all_reasons_are_told_in_one_order():
    text = f"huijari {HETU} https://a.example https://b.example"
    assert held(text, is_new_author=True, words=["huija"]) == tuple(HoldReason)
    assert parse_reasons(",".join(HoldReason)) == tuple(HoldReason)
    assert parse_reasons("") == parse_reasons("something old") == ()


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=10), max_size=5))
def test_whatever_is_written_the_rule_answers(text, words):
    stems = [stem for word in words if (stem := parse_stem(word))]
    reasons = reasons_to_hold(text, is_new_author=False, words=stems)
    assert set(reasons) <= set(HoldReason)
    for stem in stems:
        assert HoldReason.LISTED_WORD in reasons_to_hold(f"{text} {stem}", is_new_author=False, words=[stem])


@pytest.mark.parametrize(("typed", "stem"), [(" Huija ", "huija"), ("ÄÄLIÖ", "ääliö"), ("ab", None), ("kaksi sanaa", None), ("", None)])
def test_a_word_of_the_list_is_one_word(typed, stem):
    assert parse_stem(typed) == stem


def test_a_moderator_keeps_the_list_and_the_trail_tells(place, cast):
    assert add_hold_word(organisation=place.lahti, word="Huija", by=cast.moderator, now=NOW)
    assert not add_hold_word(organisation=place.lahti, word="huija", by=cast.moderator, now=NOW)
    word = HoldWord.objects.get()
    remove_hold_word(organisation=place.lahti, word=word, by=cast.moderator, now=NOW)
    remove_hold_word(organisation=place.lahti, word=word, by=cast.moderator, now=NOW)
    events = AuditEvent.objects.filter(event__startswith="moderation.").order_by("pk").values_list("event", flat=True)
    assert list(events) == ["moderation.word_added", "moderation.word_removed"]


def test_others_do_not_keep_it(place, cast):
    for person, refusal in ((cast.official, NotPermitted), (cast.other_coordinator, NotVisible)):
        with pytest.raises(refusal):
            add_hold_word(organisation=place.lahti, word="huija", by=person, now=NOW)
    with pytest.raises(RuleBroken):
        add_hold_word(organisation=place.lahti, word="x", by=cast.moderator, now=NOW)
    assert not HoldWord.objects.exists()


def test_an_idea_carries_what_the_moderator_should_look_at(place, cast):
    add_hold_word(organisation=place.lahti, word="huija", by=cast.moderator, now=NOW)
    idea = leave(place.lahti, by=cast.resident, text=f"Huijareita! {HETU}")
    assert fresh(idea).held_for == "new_author,word,identity_code"
    assert HETU not in fresh(idea).text


def test_what_only_the_desk_reads_is_not_held(place, cast):
    assert leave(place.lahti, kind=MatterKind.FEEDBACK, text="https://a.example https://b.example").held_for == ""


def test_a_writer_whose_idea_is_shown_is_not_new_any_more(place, cast, desk):
    desk.show(leave(place.lahti, by=cast.resident))
    assert leave(place.lahti, by=cast.resident, title="Toinen").held_for == ""
    assert leave(place.lahti).held_for == "new_author"
