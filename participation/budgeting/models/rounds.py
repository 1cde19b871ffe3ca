"""The round and its areas: dates, rules and money."""

import secrets

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisations.models import Body, Organisation
from participation.budgeting.enums import BallotType, CountingRule, RoundState, TieRule, VoterScope
from participation.budgeting.rules.rounds import Terms
from people.enums import Permission
from people.models import Person
from people.permissions import organisations_where
from portal.languages import InLanguages
from portal.models import Named
from portal.privacy import Privacy

UNSEEN = [RoundState.PREPARATION]


def key_name() -> str:
    return secrets.token_hex(16)


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, person: Person) -> "RoundQuerySet":
        """Rounds that everyone may see, and for the people who run them those being prepared, or cancelled before anyone saw them."""
        mine = Q(organisation__in=organisations_where(person, Permission.ROUND_MANAGE))
        return self.filter(~Q(state__in=UNSEEN) | mine, Q(is_withheld=False) | mine)

    def of(self, organisation: Organisation) -> "RoundQuerySet":
        return self.filter(organisation=organisation)

    def real(self) -> "RoundQuerySet":
        """All but those that are only practice."""
        return self.filter(is_practice=False)

    def decided(self) -> "RoundQuerySet":
        return self.filter(state__in=RoundState.decided())


class Round(Named):
    """One round of participatory budgeting. From opening on its configuration is frozen; `configuration_hash` proves it.

    `year` is the year of the vote (age by year of birth is counted from it). Money is in whole euros. `key_name` names the file
    that holds the round's secret key, outside the database. `plain_*`: the same in plain language.
    `is_withheld`: cancelled before anyone saw it. `is_practice`: anyone may try it, and it counts in no figures.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rounds")
    slug = models.SlugField(max_length=60)
    year = models.PositiveSmallIntegerField()
    lead_fi = models.TextField(blank=True)
    lead_sv = models.TextField(blank=True)
    lead_en = models.TextField(blank=True)
    plain_fi = models.TextField(_("in plain language"), blank=True)
    plain_sv = models.TextField(blank=True)
    plain_en = models.TextField(blank=True)
    promise_fi = models.TextField(_("what the municipality promises"), blank=True)
    promise_sv = models.TextField(blank=True)
    promise_en = models.TextField(blank=True)
    state = models.CharField(max_length=15, choices=RoundState, default=RoundState.PREPARATION)
    ideas_open_on = models.DateField(null=True, blank=True)
    ideas_close_on = models.DateField(null=True, blank=True)
    co_creation_ends_on = models.DateField(_("last day of working on the ideas together"), null=True, blank=True)
    proposals_on = models.DateField(_("day when the proposals are published"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    voting_opens_at = models.DateTimeField()
    voting_closes_at = models.DateTimeField()
    results_on = models.DateField(_("day when the result is decided"), null=True, blank=True)
    done_by = models.DateField(_("everything is done by"), null=True, blank=True)
    min_age = models.PositiveSmallIntegerField(default=13)
    eligible_voters = models.PositiveIntegerField(_("people with the right to vote"), null=True, blank=True)
    ballot_type = models.CharField(max_length=10, choices=BallotType, default=BallotType.KNAPSACK)
    max_choices = models.PositiveSmallIntegerField(null=True, blank=True)
    max_points = models.PositiveSmallIntegerField(_("points of a voter in each area"), null=True, blank=True)
    counting_rule = models.CharField(max_length=15, choices=CountingRule, default=CountingRule.SKIP)
    threshold = models.PositiveIntegerField(_("least votes"), default=1, validators=[MinValueValidator(1)])
    fills_up = models.BooleanField(_("what equal shares leave is used by most votes first"), default=False)
    tie_rule = models.CharField(max_length=7, choices=TieRule, default=TieRule.DRAW)
    configuration_hash = models.CharField(max_length=64, blank=True)
    key_name = models.CharField(max_length=32, default=key_name, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    paragraph = models.CharField(max_length=20, blank=True)
    is_example = models.BooleanField(default=False)
    is_practice = models.BooleanField(default=False)
    is_withheld = models.BooleanField(default=False)
    voter_scope = models.CharField(max_length=10, choices=VoterScope, default=VoterScope.HOME)
    may_replace = models.BooleanField(_("a vote may be replaced with its receipt"), default=False)
    commit_minutes = models.PositiveSmallIntegerField(_("minutes between two published seals"), default=60)
    backups_gone_on = models.DateField(_("day when the last backup of the voting time is gone"), null=True, blank=True)
    key_destroyed_at = models.DateTimeField(null=True, blank=True)

    lead = InLanguages("lead")
    plain = InLanguages("plain")
    promise = InLanguages("promise")

    objects = RoundQuerySet.as_manager()

    privacy = Privacy(
        public=(
            "id", "name_fi", "name_sv", "name_en", "organisation", "slug", "year", "lead_fi", "lead_sv", "lead_en",
            "plain_fi", "plain_sv", "plain_en", "promise_fi", "promise_sv", "promise_en", "state", "ideas_open_on", "ideas_close_on",
            "co_creation_ends_on", "proposals_on", "published_at", "voting_opens_at", "voting_closes_at",
            "results_on", "done_by", "min_age", "eligible_voters", "ballot_type", "max_choices", "max_points",
            "counting_rule", "threshold", "fills_up", "tie_rule", "configuration_hash", "key_name",
            "opened_at", "sealed_at", "confirmed_at", "body", "decided_on", "paragraph", "is_example",
            "is_practice", "is_withheld", "voter_scope", "may_replace", "commit_minutes",
            "backups_gone_on", "key_destroyed_at",
        )
    )  # fmt: skip

    class Meta:
        ordering = ["-voting_opens_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="round_slug_once"),
            models.CheckConstraint(name="round_practice_is_example", condition=Q(is_practice=False) | Q(is_example=True)),
            models.CheckConstraint(name="round_withheld_is_cancelled", condition=Q(is_withheld=False) | Q(state=RoundState.CANCELLED)),
            models.CheckConstraint(name="round_state_known", condition=Q(state__in=RoundState.values)),
            models.CheckConstraint(name="round_ballot_type_known", condition=Q(ballot_type__in=BallotType.values)),
            models.CheckConstraint(
                name="round_counting_rule_known", condition=Q(counting_rule__in=CountingRule.values)
            ),
            models.CheckConstraint(name="round_voter_scope_known", condition=Q(voter_scope__in=VoterScope.values)),
            models.CheckConstraint(name="round_commit_minutes_positive", condition=Q(commit_minutes__gte=1)),
            models.CheckConstraint(name="round_tie_rule_known", condition=Q(tie_rule__in=TieRule.values)),
            models.CheckConstraint(name="round_voting_order", condition=Q(voting_opens_at__lt=F("voting_closes_at"))),
            models.CheckConstraint(name="round_threshold_positive", condition=Q(threshold__gte=1)),
            models.CheckConstraint(
                name="round_choices_limited_when_approval",
                condition=Q(ballot_type__in=[BallotType.K_APPROVAL, BallotType.RANKING], max_choices__gte=1, max_points__isnull=True)
                | Q(ballot_type=BallotType.KNAPSACK, max_choices__isnull=True, max_points__isnull=True)
                | Q(ballot_type=BallotType.POINTS, max_choices__isnull=True, max_points__gte=1),
            ),
            models.CheckConstraint(
                name="round_shares_of_approvals",
                condition=~Q(counting_rule__in=CountingRule.sharing()) | Q(ballot_type__in=BallotType.approving()),
            ),
            models.CheckConstraint(
                name="round_ideas_order",
                condition=Q(ideas_open_on__isnull=True) | Q(ideas_close_on__isnull=True) | Q(ideas_open_on__lte=F("ideas_close_on")),
            ),
            models.CheckConstraint(
                name="round_published_has_time",
                condition=~Q(state__in=[RoundState.PUBLISHED, *RoundState.frozen()]) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="round_fills_up_after_shares", condition=Q(fills_up=False) | Q(counting_rule__in=CountingRule.sharing())
            ),
            models.CheckConstraint(
                name="round_frozen_has_hash",
                condition=~Q(state__in=RoundState.frozen()) | (~Q(configuration_hash="") & Q(opened_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="round_result_has_decision",
                condition=~Q(state__in=RoundState.decided())
                | Q(confirmed_at__isnull=False, sealed_at__isnull=False, body__isnull=False, decided_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="round_of_place")]

    @property
    def terms(self) -> Terms:
        return Terms(
            self.state, self.voting_opens_at, self.voting_closes_at, self.organisation_id, self.year, self.min_age,
            VoterScope(self.voter_scope),
        )  # fmt: skip

    @property
    def proposals_are_out(self) -> bool:
        """Whether everyone may see the proposals; before that only those who run the round."""
        return self.published_at is not None

    @property
    def is_frozen(self) -> bool:
        return self.state in RoundState.frozen()


class RoundArea(Named):
    """One sum of money: an area of the town, or the whole municipality.

    `open_tie`: ids of the proposals between which the count waits for a drawn lot.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="areas")
    slug = models.SlugField(max_length=60)
    name_genitive_fi = models.CharField(_("“of …” in Finnish"), max_length=200, blank=True)
    is_whole = models.BooleanField(_("the whole municipality"), default=False)
    budget = models.PositiveIntegerField(_("money in whole euros"))
    position = models.PositiveSmallIntegerField(default=0)
    max_choices = models.PositiveSmallIntegerField(_("choices in this area, where it differs"), null=True, blank=True)
    open_tie = models.JSONField(default=list, blank=True)

    privacy = Privacy(
        public=(
            "max_choices",
            "open_tie",
            "id",
            "name_fi",
            "name_sv",
            "name_en",
            "round",
            "slug",
            "name_genitive_fi",
            "is_whole",
            "budget",
            "position",
        )
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "slug"], name="round_area_slug_once"),
            models.UniqueConstraint(fields=["round"], condition=Q(is_whole=True), name="round_area_one_whole"),
            models.CheckConstraint(name="round_area_has_money", condition=Q(budget__gte=1)),
        ]
