"""How forms are drawn: label, hint, error, field; what was typed stays; nothing trusts the browser."""

from datetime import date

import pytest
from django import forms
from django.template import engines
from django.utils.translation import override

from portal.forms import DatePartsField, OptionCards, TickCards


class Feedback(forms.Form):
    kind = forms.ChoiceField(
        label="Mistä on kyse?",
        choices=[("idea", "Idea"), ("thanks", "Kiitos")],
        widget=OptionCards(hints={"idea": "Ehdotan uutta"}, columns=2),
    )
    title = forms.CharField(label="Otsikko", help_text="Muutama sana", error_messages={"required": "Kirjoita otsikko"})
    text = forms.CharField(label="Kerro", max_length=20, widget=forms.Textarea)
    place = forms.CharField(label="Paikka", required=False)
    on = DatePartsField(label="Milloin", required=False)
    tags = forms.MultipleChoiceField(label="Aiheet", choices=[("a", "A"), ("b", "B")], widget=TickCards, required=False)
    plain = forms.ChoiceField(label="Uudelleen?", choices=[("y", "Kyllä")], widget=forms.RadioSelect, required=False)
    public = forms.BooleanField(label="Saa julkaista", required=False)
    picture = forms.FileField(label="Kuva", required=False)


def drawn(form: forms.Form) -> str:
    with override("fi"):
        return str(form)


def summary(form: forms.Form, **context: object) -> str:
    with override("fi"):
        return engines["django"].from_string('{% include "components/error_summary.html" %}').render({"form": form, **context})


def test_a_field_is_label_then_hint_then_error_then_field() -> None:
    page = drawn(Feedback({"title": ""}))
    order = ['for="id_title"', 'id="id_title_helptext"', 'id="id_title_error"', 'name="title"']
    assert [page.index(part) for part in order] == sorted(page.index(part) for part in order)


def test_a_field_is_described_by_its_hint_its_error_and_its_count() -> None:
    page = drawn(Feedback({"title": "", "text": ""}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in page
    assert 'aria-describedby="id_text_error id_text_count"' in page
    for part in ("id_title_helptext", "id_title_error", "id_text_count"):
        assert f'id="{part}"' in page


def test_optional_is_marked_and_required_is_not() -> None:
    page = drawn(Feedback())
    assert "Paikka <span" in page
    assert "(vapaaehtoinen)" in page
    assert "Otsikko <span" not in page
    assert " required" not in page


def test_a_text_that_is_too_long_is_told_and_not_cut_by_the_browser() -> None:
    page = drawn(Feedback({"text": "x" * 23}))
    assert "maxlength" not in page
    assert 'data-most="20"' in page
    assert "3 merkkiä liikaa" in page
    assert "x" * 23 in page


def test_a_line_break_counts_as_one_character() -> None:
    page = drawn(Feedback({"text": "a\r\nb"}))
    assert "vielä 17 merkkiä" in page


def test_option_cards_keep_the_choice_and_tie_each_hint_to_its_option() -> None:
    page = drawn(Feedback({"kind": "thanks"}))
    assert 'value="thanks" checked' in page
    assert 'value="idea" aria-describedby="id_kind_0_hint"' in page
    assert 'id="id_kind_0_hint"' in page
    assert page.count("checked") == 1


def test_groups_of_choices_stand_in_a_fieldset_with_a_legend() -> None:
    page = drawn(Feedback())
    assert page.count("<fieldset") == page.count("<legend") == 4
    assert '<fieldset class="govuk-fieldset" id="id_kind"' in page


def test_what_was_typed_is_escaped_wherever_it_comes_back() -> None:
    page = drawn(Feedback({"title": '"><script>alert(1)</script>', "text": "</textarea><script>", "on_day": '"><script>'}))
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("day", "month", "year", "expected"),
    [("24", "11", "2026", date(2026, 11, 24)), ("", "", "", None), (" 1 ", "02", "2024", date(2024, 2, 1))],
)
def test_a_date_in_three_fields_becomes_a_date(day: str, month: str, year: str, expected: date | None) -> None:
    form = Feedback({"on_day": day, "on_month": month, "on_year": year})
    form.full_clean()
    assert form.cleaned_data.get("on") == expected
    assert "on" not in form.errors


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("31", "2", "2026"),
        ("0", "1", "2026"),
        ("1", "13", "2026"),
        ("1", "1", "0"),
        ("1", "1", "99999"),
        ("x", "1", "2026"),
        ("1", "", "2026"),
        ("-1", "1", "2026"),
    ],
)
def test_an_impossible_date_is_an_error_beside_the_field_and_stays_as_typed(day: str, month: str, year: str) -> None:
    form = Feedback({"on_day": day, "on_month": month, "on_year": year})
    assert len(form.errors["on"]) == 1
    page = drawn(form)
    assert f'name="on_day" value="{day}"' in page
    assert f'name="on_year" value="{year}"' in page


def test_the_date_field_shows_a_saved_date() -> None:
    page = drawn(Feedback(initial={"on": date(2026, 6, 3)}))
    assert 'name="on_day" value="3"' in page
    assert 'name="on_year" value="2026"' in page


def test_the_summary_links_each_error_to_its_field() -> None:
    form = Feedback({"on_day": "31", "on_month": "2", "on_year": "2026"})
    form.full_clean()
    form.add_error(None, "Lähetys ei onnistunut nyt.")
    page = summary(form)
    shown = drawn(form)
    for target in ("id_kind_0", "id_title", "id_text", "id_on_0"):
        assert f'href="#{target}"' in page
        assert f'id="{target}"' in shown
    assert "Lähetys ei onnistunut nyt." in page
    assert "Tarkista 5 kohtaa" in page
    assert "data-focus" in page


def test_a_form_without_errors_has_no_summary() -> None:
    assert summary(Feedback()).strip() == ""


def test_the_page_title_says_error_first() -> None:
    template = engines["django"].from_string('{% extends "layout.html" %}{% block title %}Kerro{% endblock %}')
    with override("fi"):
        wrong = template.render({"form": Feedback({}), "organisation": None})
        fresh = template.render({"form": Feedback(), "organisation": None})
    assert "<title>Virhe: Kerro" in wrong
    assert "<title>Kerro" in fresh


def test_an_identity_code_is_warned_about_at_its_field_with_one_button() -> None:
    form = Feedback({"text": "131152-900P"})
    form.identity_warnings = {"text": "131152-•••P"}  # type: ignore[attr-defined]  # forms that look for codes set this
    page = drawn(form)
    assert "131152-•••P" in page
    assert 'name="remove_identity_code" value="text"' in page
    assert page.count("remove_identity_code") == 1


def test_a_hidden_field_is_drawn_without_a_label() -> None:
    class Hidden(forms.Form):
        version = forms.IntegerField(widget=forms.HiddenInput, initial=3)

    page = drawn(Hidden())
    assert '<input type="hidden" name="version" value="3"' in page
    assert "<label" not in page


class Choosing(forms.Form):
    topic = forms.ChoiceField(
        label="Aihe", choices=[("", "Kaikki"), ("Ryhmä <1>", [("a", "A & B"), (2, "Kaksi")]), ("c", "<script>")],
    )  # fmt: skip
    several = forms.MultipleChoiceField(choices=[("x", "X"), ("y", "Y")], widget=forms.SelectMultiple, required=False)
    word = forms.CharField(label="Sana", max_length=5, widget=forms.TextInput({"type": "search", "disabled": False, "autofocus": True}))


def test_a_list_of_choices_shows_its_groups_and_what_is_chosen_and_escapes_both() -> None:
    page = drawn(Choosing({"topic": "2", "several": ["x", "y"], "word": '"><b>'}))
    assert '<option value="">Kaikki</option>' in page
    group = '<option value="a">A &amp; B</option><option value="2" selected>Kaksi</option>'
    assert f'<optgroup label="Ryhmä &lt;1&gt;">{group}</optgroup>' in page
    assert '<option value="c">&lt;script&gt;</option>' in page
    assert page.count(" selected>") == 3
    assert 'name="several"' in page
    assert " multiple" in page
    assert "<b>" not in page


def test_attributes_that_are_off_are_left_out_and_those_without_a_value_stand_alone() -> None:
    page = drawn(Choosing())
    assert 'type="search"' in page
    assert 'maxlength="5"' in page
    assert " autofocus" in page
    assert "disabled" not in page
    assert "value=" not in page.partition('name="word"')[2]
