"""How people vote and how the votes are counted, chosen before the voting is opened."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from participation.budgeting.actions.rounds import locked, note
from participation.budgeting.enums import BallotType, CountingRule, RoundEvent, RoundState
from participation.budgeting.models import Category, Round
from people.models import User
from portal.exceptions import RuleBroken

RULES = ("ballot_type", "max_choices", "max_points", "counting_rule", "threshold", "fills_up", "tie_rule", "may_replace")


@transaction.atomic
def choose_rules(*, round: Round, rules: dict[str, Any], by: User, now: datetime) -> Round:
    """Set the ballot and the counting rule. What does not belong together, the database refuses too."""
    round = locked(round, by)
    if round.state not in {*RoundState.before_publishing(), RoundState.PUBLISHED}:
        raise RuleBroken(_("The rules are frozen: the voting has been opened."), code="frozen")
    capped = Category.objects.filter(round=round).filter(Q(budget__isnull=False) | Q(most__isnull=False))
    if rules["counting_rule"] not in CountingRule.capping() and capped.exists():
        raise RuleBroken(_("With this counting rule a category cannot have money or a number of its own."), code="categories")
    choosy = Category.objects.filter(round=round, max_choices__isnull=False)
    if rules["ballot_type"] not in BallotType.approving() and choosy.exists():
        raise RuleBroken(_("With this ballot a category cannot limit the choices."), code="ballot")
    for name in RULES:
        setattr(round, name, rules[name])
    round.save(update_fields=RULES)
    note(RoundEvent.RULES, round, by, now, rule=CountingRule(round.counting_rule).value, ballot=round.ballot_type)
    return round
