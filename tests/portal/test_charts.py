"""Charts: what is missing is not drawn, labels stay inside and apart, and the markup is the same safe SVG everywhere."""

from itertools import combinations, pairwise

import pytest
from defusedxml.ElementTree import fromstring
from django.template import Context, Template
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.charts.axis import bar_scale, labelled_years, line_scale, nice_step
from portal.charts.bar import Bar, BarSpec
from portal.charts.fan import FanSpec
from portal.charts.flow import DumbbellSpec, FlowRow, FlowSpec, Pair
from portal.charts.labels import push_apart
from portal.charts.line import LineSpec, TargetMark
from portal.charts.measure import text_width, wrapped
from portal.charts.multiple import MultipleSpec
from portal.charts.palette import BRAND, WHITE
from portal.charts.render import svg
from portal.charts.series import runs
from portal.charts.shapes import SIZES, Bounds, Drawing, Rule, Size, Spec, Words
from portal.charts.sparkline import SparkSpec
from portal.charts.stacked import StackedRow, StackedSpec, whole_shares
from portal.charts.strip import StripSpec
from portal.charts.timeline import TimelineSpec
from portal.numerals import no_data

SVG = "{http://www.w3.org/2000/svg}"
REAL = LineSpec(
    "Rates their health as moderate or poor, % of pupils",
    {2019: 20.7, 2021: 24.8, 2023: 25.7, 2025: None},
    "Päijät-Häme",
    every=2,
    target=TargetMark(2025, 24.0, True, "Target 2025", "under 24 %", ("at least −1.7 pp from 2023",)),
)
percentages = st.floats(0, 100).map(lambda v: round(v, 1))
maybe = st.none() | percentages
surveys = st.lists(maybe, min_size=1, max_size=6).map(lambda values: {2013 + 2 * i: v for i, v in enumerate(values)})
counts = st.none() | st.integers(500, 400_000).map(float)
yearly = st.lists(counts, min_size=2, max_size=30).map(lambda vs: {2000 + i: v for i, v in enumerate(vs)})


def mark(year: int, value: float, below: bool) -> TargetMark:
    return TargetMark(year, value, below, f"Target {year}", f"under {value} %", ("at least −1.7 pp", "from 2023"))


targets = st.none() | st.builds(mark, st.sampled_from([2013, 2017, 2025]), percentages, st.booleans())
names = st.sampled_from(["Lahti", "Asikkala", "Päijät-Hämeen hyvinvointialue", "Orimattila"])
towns = st.sampled_from(["Lahti", "Asikkala", "Orimattila", "Hartola"])
words = st.text(st.characters(categories=("L", "N"), max_codepoint=0x17F), min_size=1, max_size=12)
sentences = st.lists(words, min_size=1, max_size=8).map(" ".join)
scores = st.integers(40, 90).map(float)
compared = {"comparison": st.just({}) | surveys, "comparison_name": st.just("region"), "every": st.just(2)}
bars = st.builds(Bar, sentences, st.none() | st.integers(0, 99_999).map(float), st.sampled_from([True, False, None]))
flows = st.builds(FlowRow, sentences, st.integers(0, 9999), sentences, st.sampled_from(["strong", "light", "warm"]))
pairs = st.builds(Pair, st.sampled_from(["Under 18", "65 and over"]), maybe, maybe)
stacks = st.builds(StackedRow, sentences, st.tuples(*[st.integers(0, 500).map(float)] * 3))
moments = st.none() | st.floats(2022, 2027)

line_specs = st.builds(LineSpec, sentences, surveys, names, target=targets, **compared)
multiple_specs = st.builds(MultipleSpec, sentences, surveys, names, st.just(2013), st.just(2025), **compared)
fan_specs = st.builds(FanSpec, sentences, st.dictionaries(towns, yearly, max_size=4), st.just(2000))
ANY = st.one_of(
    line_specs,
    multiple_specs,
    fan_specs,
    st.builds(LineSpec, sentences, yearly, names, unit=st.just(""), decimals=st.just(0)),
    st.builds(SparkSpec, sentences, surveys, names, every=st.just(2), ends=st.booleans()),
    st.builds(
        BarSpec, sentences, st.lists(bars, max_size=8), st.just("votes"), chosen_words=st.just(("done", "not done"))
    ),
    st.builds(StackedSpec, sentences, st.just(("well", "neither", "badly")), st.lists(stacks, max_size=5)),
    st.builds(FlowSpec, sentences, st.lists(flows, max_size=6), st.just("messages")),
    st.builds(DumbbellSpec, sentences, st.lists(pairs, max_size=5), st.just("of all"), st.just("of those")),
    st.builds(StripSpec, sentences, st.lists(scores, max_size=12), st.none() | st.tuples(names, scores)),
    st.builds(TimelineSpec, sentences, st.just(2023), st.just(2025), moments, moments, st.booleans()),
)
PAGE_SIZES = [size for size in SIZES.values() if size.name not in {"third", "timeline"}]


def picture(spec: Spec, size: str = "web") -> Drawing:
    return spec.draw(SIZES[size])


def overlapping(labels: list[Words]) -> list[tuple[str, str]]:
    return [(a.text, b.text) for a, b in combinations(labels, 2) if a.bounds.meets(b.bounds)]


# Labels


@given(st.lists(st.floats(-50, 450), max_size=12), st.floats(1, 40), st.just(0.0), st.floats(1, 500))
def test_pushed_apart_places_keep_their_order_their_gap_and_the_frame(wanted, gap, low, high):
    places = push_apart(wanted, gap, low, high)
    fits = min(gap, (high - low) / max(1, len(wanted) - 1))
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    assert all(low - 1e-6 <= place <= high + 1e-6 for place in places)
    assert all(places[b] - places[a] >= fits - 1e-6 for a, b in pairwise(order))


def test_places_that_are_apart_already_stay_where_they_are():
    assert push_apart([90.0, 10.0, 50.0], 20, 0, 100) == [90.0, 10.0, 50.0]


def test_two_equal_places_part_evenly():
    assert push_apart([50.0, 50.0], 10, 0, 100) == [45.0, 55.0]


@settings(max_examples=250)
@given(ANY, st.sampled_from(PAGE_SIZES))
def test_everything_stays_inside_the_picture(spec, size):
    drawing = spec.draw(size)
    frame = Bounds(0, 0, drawing.width, drawing.height)
    for label in drawing.words():
        # A word that is longer than the picture cannot be broken; its line begins inside all the same.
        if text_width(label.text, label.size, label.weight) < drawing.width * 0.3:
            assert frame.holds(label.bounds, slack=1.5), (label, drawing.height)
    for dot in drawing.dots():
        assert -dot.r <= dot.x <= drawing.width + dot.r
        assert 0 <= dot.y <= drawing.height
    for box in drawing.boxes():
        assert box.width >= 0
        assert box.height >= 0
        assert frame.holds(Bounds(box.x, box.y, box.x + box.width, box.y + box.height), slack=1.5)


@settings(max_examples=150)
@given(surveys, targets, st.sampled_from(["web", "phone", "print"]))
def test_value_labels_of_a_line_never_cover_each_other(values, target, size):
    drawing = picture(LineSpec("Health", values, "Lahti", every=2, target=target), size)
    value_size = SIZES[size].value
    labels = [label for label in drawing.words() if label.weight == 600 and label.size == value_size]
    assert overlapping(labels) == []


@given(multiple_specs)
def test_end_labels_of_a_small_multiple_stand_apart(spec):
    drawing = picture(spec, "third")
    newest = [
        label
        for label in drawing.words()
        if label.anchor == "start" and label.text not in {"2013"} and label.fill != "#46575d"
    ]
    assert overlapping(newest) == []


@given(fan_specs, st.sampled_from(["full", "print"]))
def test_names_at_the_ends_of_a_fan_stand_apart(spec, size):
    drawing = picture(spec, size)
    assert overlapping([label for label in drawing.words() if label.text in spec.series]) == []


@given(st.integers(1990, 2010), st.integers(1, 60), st.floats(2, 120))
def test_year_labels_never_touch_and_the_newest_year_is_always_named(first, count, per_year):
    years = list(range(first, first + count))
    shown = labelled_years(years, set(years[::2]) | {years[-1]}, per_year, 36)
    assert all((b - a) * per_year >= 36 for a, b in pairwise(shown))
    assert years[-1] in shown


# Missing is missing


@given(line_specs)
def test_a_line_has_one_point_for_each_result_and_none_for_a_missing_one(spec):
    drawing = picture(spec)
    own = [dot for dot in drawing.dots() if BRAND in {dot.fill, dot.stroke}]
    assert len(own) == len(spec.known)


def test_a_missing_survey_is_a_gap_and_not_a_bridge():
    assert runs({2017: 5.0, 2019: None, 2021: 6.0, 2023: 7.0}, 2) == [[2017], [2021, 2023]]
    assert runs({2017: 5.0, 2021: 6.0}, 2) == [[2017], [2021]], "a survey that was never recorded is missing too"


def test_the_real_series_is_joined_from_survey_to_survey_only():
    (line,) = picture(REAL).trails()
    assert len(line.points) == 3


def test_a_result_that_is_due_is_a_year_on_the_axis_without_a_point():
    drawing = picture(REAL)
    assert "2025" in [label.text for label in drawing.words()]
    assert len(drawing.dots()) == 3


def test_a_bar_without_a_value_says_so_and_draws_nothing():
    drawing = picture(BarSpec("Votes", [Bar("Lights", None), Bar("Ramp", 0, False)], "votes"))
    with translation.override("en"):
        assert "no data" in picture(BarSpec("Votes", [Bar("Lights", None)], "votes")).title
    assert len(drawing.boxes()) == 1


def test_a_fan_leaves_out_a_name_without_its_base_year_and_says_so():
    spec = FanSpec("Population", {"Lahti": {2000: 100.0, 2022: 108.0}, "Hartola": {2000: None, 2022: 67.0}}, 2000)
    with translation.override("en"):
        assert spec.notes == ["No data for 2000: Hartola."]
    assert "Hartola" not in [label.text for label in picture(spec, "full").words()]


def test_a_series_without_any_value_says_that_there_is_no_data():
    with translation.override("en"):
        drawing = picture(MultipleSpec("Health", {2021: None}, "Lahti", 2017, 2023), "third")
        assert "no data" in [label.text for label in drawing.words()]
        assert drawing.dots() == []


# Axes


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=20))
def test_a_line_scale_holds_every_value_on_round_ticks(values):
    scale = line_scale(values)
    assert scale.low <= min(values) + 1e-6
    assert scale.high >= max(values) - 1e-6
    assert scale.high > scale.low
    assert 1 <= len(scale.ticks()) <= 8


@given(st.lists(st.floats(0, 1e6), max_size=9))
def test_bars_start_at_zero(values):
    assert bar_scale(values).low == 0


@pytest.mark.parametrize(("span", "parts", "step"), [(5, 3, 2), (1, 4, 0.5), (100, 4, 50), (0, 4, 1), (0.3, 3, 0.1)])
def test_steps_are_one_two_or_five(span, parts, step):
    assert nice_step(span, parts) == pytest.approx(step)


def test_the_caption_tells_where_the_axis_starts_when_it_is_not_zero():
    with translation.override("en"):
        assert REAL.notes == ["The vertical axis starts at 19 per cent."]
        assert LineSpec("Few", {2019: 0.5, 2021: 4.0}, "Lahti", every=2).notes == []


def test_time_is_true_every_year_takes_the_same_room():
    drawing = picture(REAL)
    at = {label.text: label.x for label in drawing.words() if label.anchor == "middle"}
    steps = [b - a for a, b in pairwise(at[str(year)] for year in range(2019, 2026))]
    assert max(steps) - min(steps) < 0.05


def test_the_target_is_a_zone_at_its_year_and_no_line_through_the_others():
    drawing = picture(REAL)
    rules = [shape for shape in drawing.shapes if isinstance(shape, Rule) and shape.width == 3]
    year = next(label.x for label in drawing.words() if label.text == "2025")
    assert [(rule.x1 < year < rule.x2, rule.x2 - rule.x1 < 40) for rule in rules] == [(True, True)]


# Shares and pairs


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=4))
def test_whole_shares_add_up_to_a_hundred_and_are_near_the_exact_ones(amounts):
    shares = whole_shares([float(a) for a in amounts])
    if sum(amounts) == 0:
        assert shares == []
    else:
        assert sum(shares) == 100
        assert all(abs(share - amount * 100 / sum(amounts)) < 1 for share, amount in zip(shares, amounts, strict=True))


def test_more_parts_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="2-4 parts"):
        StackedSpec("Too many", ("a", "b", "c", "d", "e"), [])


def test_chosen_bars_carry_a_tick_and_others_an_outline():
    drawing = picture(
        BarSpec(
            "Votes", [Bar("Lights", 412, True), Bar("Ramp", 351, False)], "votes", chosen_words=("done", "not done")
        )
    )
    assert [(box.fill, bool(box.stroke)) for box in drawing.boxes()] == [(BRAND, False), (WHITE, True)]
    assert len(drawing.trails()) == 1


def test_a_strip_stacks_equal_values_and_names_only_what_is_named():
    drawing = picture(StripSpec("Coefficient", [63, 63, 67], ("County", 56)), "third")
    places = [(dot.x, dot.y) for dot in drawing.dots()]
    assert len(places) == len(set(places)) == 4
    assert [label.text for label in drawing.words() if "County" in label.text] == ["County 56"]


@pytest.mark.parametrize(
    ("start", "end", "words"), [(2023, 2024, "2023"), (2024.5, 2026, "2024–2025"), (None, 2025, "no data")]
)
def test_a_timeline_says_its_years_in_words(start, end, words):
    with translation.override("en"):
        assert TimelineSpec("Task", 2023, 2025, start, end).period() == words


# Markup


@settings(max_examples=120)
@given(ANY, st.sampled_from(list(SIZES.values())), st.sampled_from(["fi", "sv", "en"]))
def test_every_picture_is_well_formed_and_says_everything_in_its_title(spec, size, language):
    with translation.override(language):
        markup = svg(spec.draw(size))
    root = fromstring(markup)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert (root.findtext(f"{SVG}title") or "").strip()
    for part in root.iter():
        assert not {"style", "class", "id", "onclick"} & set(part.attrib)
        assert "currentColor" not in part.attrib.values()
        for name in {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height", "font-size"} & set(
            part.attrib
        ):
            assert float(part.attrib[name]) == float(part.attrib[name]), "a decimal comma, or no number at all"


def test_the_title_tells_all_numbers_in_words_and_the_missing_one_as_missing():
    with translation.override("fi"):
        title = picture(REAL).title
        assert f"2019 20,7\u00a0%, 2021 24,8\u00a0%, 2023 25,7\u00a0%, 2025 {no_data()}" in title
    assert "Target 2025: under 24 %" in title


def test_what_people_write_stays_text():
    spec = BarSpec("<script>alert(1)</script>", [Bar('"><img src=x>', 3, True)], "votes")
    html = Template("{% load charts %}{% chart spec %}").render(Context({"spec": spec}))
    assert "<script" not in html
    assert "<img" not in html


def test_a_figure_on_a_page_has_a_wide_and_a_narrow_picture_and_the_table_of_the_same_numbers():
    with translation.override("en"):
        html = Template("{% load charts %}{% chart spec %}").render(Context({"spec": REAL}))
    assert html.count("<svg") == 2
    assert html.count("<figure") == html.count("<table") == 1
    assert "The vertical axis starts at 19 per cent." in html
    for cell in ("2019", "20.7", "+4.1", "no data"):
        assert f">{cell}<" in html


def test_a_figure_in_print_has_one_picture_and_leaves_the_table_to_its_page():
    html = Template('{% load charts %}{% chart spec "print" table="none" number="Figure 2.1" %}').render(
        Context({"spec": REAL})
    )
    assert html.count("<svg") == 1
    assert "<table" not in html
    assert "<b>Figure 2.1.</b>" in html
    assert 'viewBox="0 0 486' in html


def test_letters_in_print_stay_above_seven_points():
    for name, millimetres in (("print", 122), ("third", 57), ("full", 176), ("half", 76)):
        size: Size = SIZES[name]
        points = millimetres / 25.4 * 72 / size.width
        assert size.axis * 0.95 * points >= 7, name
        assert size.axis * points >= 7, name


def test_text_is_measured_wider_when_bold_and_wrapped_only_at_spaces():
    assert text_width("Päijät-Häme", 12, 600) > text_width("Päijät-Häme", 12)
    assert wrapped("alle 24\u00a0% vuonna 2025", 50, 12) == ["alle", "24\u00a0%", "vuonna", "2025"]
