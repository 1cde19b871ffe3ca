"""What is frozen at opening, as a text that anyone can hash again."""

import json

from participation.budgeting.models import Category, Proposal, Round, RoundArea


def configuration_text(round: Round) -> str:
    """Rules, money and proposals as canonical JSON: sorted names, no spaces. The closing time is not part of it."""
    areas = RoundArea.objects.filter(round=round).order_by("slug")
    proposals = Proposal.objects.on_ballot().of_round(round).select_related("area").order_by("pk")
    categories = Category.objects.filter(round=round)
    record = {
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
            {"id": p.pk, "area": p.area.slug, "title_fi": p.title_fi, "text_fi": p.text_fi, "cost": p.cost, "group": p.exclusive_group,
             "category": p.category_id}
            for p in proposals
        ],
    }
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
