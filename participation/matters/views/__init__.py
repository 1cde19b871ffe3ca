"""The pages of a matter: for residents and at the desk."""

from participation.matters.views.attachments import desk_file, file_review, matter_attachment
from participation.matters.views.desk import desk, desk_matter, desk_route, desk_step
from participation.matters.views.figures import matter_figures, matter_figures_export
from participation.matters.views.path import matter_detail, matter_support, matter_track, matter_withdraw
from participation.matters.views.telling import matter_echo, matter_review

__all__ = [
    "desk", "desk_file", "desk_matter", "desk_route", "desk_step", "file_review", "matter_attachment", "matter_detail", "matter_echo",
    "matter_figures", "matter_figures_export", "matter_review", "matter_support", "matter_track", "matter_withdraw",
]  # fmt: skip
