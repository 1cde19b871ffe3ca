"""Reads about matters, and the shelf of what they led to."""

from participation.matters.queries.consequences import consequence_of
from participation.matters.queries.desk import DeskPage, DeskRow, chosen_rows, desk_page
from participation.matters.queries.desk_matter import (
    DeskMatterPage,
    desk_matter_page,
    desk_side_of,
    offered_steps,
    posts_for,
    receivers_for,
)
from participation.matters.queries.figures import (
    HelpedShare,
    ParticipationYear,
    TopicYear,
    first_sentences,
    front_promises,
    front_stories,
    own_matters,
    own_supports,
    participation_year,
    stories,
    story_of,
    with_last_words,
)  # fmt: skip
from participation.matters.queries.page import MatterPage, can_open_again, led_to_decisions, matter_page, told_by
from participation.matters.queries.path import LED_TO, LedTo, PathStep, tags_of
from participation.matters.queries.places import desk_place, entry_place
from participation.matters.queries.visible import (
    desk_matter_at,
    matter_at,
    matter_by_code,
    matter_sent,
    on_desk_of,
    visible_to,
)
from participation.matters.queries.words import sender_line, tag_of
from participation.matters.queries.year import FiguresPage, figures_page, figures_table, year_at

__all__ = [
    "LED_TO", "DeskMatterPage", "DeskPage", "DeskRow", "FiguresPage", "HelpedShare", "LedTo", "MatterPage", "ParticipationYear",
    "PathStep", "TopicYear", "can_open_again", "chosen_rows", "consequence_of", "desk_matter_at", "desk_matter_page", "desk_page",
    "desk_place", "desk_side_of", "entry_place", "figures_page", "figures_table", "first_sentences", "front_promises", "front_stories",
    "led_to_decisions", "matter_at", "matter_by_code", "matter_page", "matter_sent", "offered_steps", "on_desk_of", "own_matters",
    "own_supports", "participation_year", "posts_for", "receivers_for", "sender_line", "stories", "story_of", "tag_of", "tags_of",
    "told_by", "visible_to", "with_last_words", "year_at",
]  # fmt: skip
