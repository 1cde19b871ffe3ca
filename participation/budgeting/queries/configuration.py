"""What is frozen at opening, as a text that is published and that anyone can hash again."""

import json

from participation.budgeting.models import Category, FrozenText, Proposal, ProposalPicture, Round, RoundArea
from portal.exceptions import NotVisible
from portal.languages import LANGUAGES

FORMAT = 2  # of the text: 2 has the yearly upkeep, all languages, plain texts and pictures


def configuration_text(round: Round) -> str:
    """Rules, money and proposals as canonical JSON: sorted names, no spaces. The closing time is not part of it. Four queries."""
    areas = RoundArea.objects.filter(round=round).order_by("slug")
    proposals = Proposal.objects.on_ballot().of_round(round).select_related("area").order_by("pk")
    categories = Category.objects.filter(round=round)
    pictures = {picture.pk: picture for picture in ProposalPicture.objects.filter(proposal__area__round=round)}
    record = {
        "format": FORMAT,
        "organisation": round.organisation.slug,
        "round": round.slug,
        "year": round.year,
        "min_age": round.min_age,
        "voter_scope": round.voter_scope,
        "may_replace": round.may_replace,
        "ballot_type": round.ballot_type,
        "max_choices": round.max_choices,
        "max_points": round.max_points,
        "counting_rule": round.counting_rule,
        "threshold": round.threshold,
        "tie_rule": round.tie_rule,
        "fills_up": round.fills_up,
        "categories": [
            {"id": c.pk, "name_fi": c.name_fi, "max_choices": c.max_choices, "budget": c.budget, "most": c.most} for c in categories
        ],
        "areas": [{"slug": area.slug, "is_whole": area.is_whole, "budget": area.budget, "max_choices": area.max_choices} for area in areas],
        "proposals": [
            {"id": p.pk, "area": p.area.slug, "cost": p.cost, "upkeep": p.upkeep, "group": p.exclusive_group, "category": p.category_id,
             **texts_of(p), **picture_of(pictures.get(p.pk))}
            for p in proposals
        ],
    }
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def texts_of(proposal: Proposal) -> dict[str, str]:
    return {f"{name}_{language}": getattr(proposal, f"{name}_{language}") for name in ("title", "text", "plain") for language in LANGUAGES}


def picture_of(picture: ProposalPicture | None) -> dict[str, str]:
    if picture is None:
        return {}
    return {"picture": picture.sha256, **{f"alt_{language}": getattr(picture, f"alt_{language}") for language in LANGUAGES}}


def frozen_configuration(round: Round) -> str:
    """The published text whose SHA-256 is `configuration_hash`. Raises NotVisible before the opening."""
    found = FrozenText.objects.filter(round=round).first()
    if found is None:
        raise NotVisible(round.slug)
    return found.content
