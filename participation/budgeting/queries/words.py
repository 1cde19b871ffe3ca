"""Names of places as the language of the page bends them (Finnish says “in Lahti” in one word), and addresses of a round's pages."""

from django.urls import reverse
from django.utils.translation import pgettext

from organisations.models import Organisation
from participation.budgeting.models import Proposal, Round, RoundArea
from portal.languages import active_language


def in_place(organisation: Organisation) -> str:
    """`Lahdessa`; in other languages the name, before which the sentence has its own “in”."""
    return (active_language() == "fi" and organisation.name_inessive_fi) or organisation.name


def of_place(organisation: Organisation) -> str:
    """`Lahden`; in other languages the name."""
    return (active_language() == "fi" and organisation.name_genitive_fi) or organisation.name


def of_area(area: RoundArea) -> str:
    """`Etelän alueen`; in other languages the name. Where nobody has bent the name of the whole, Finnish says “koko kunnan”."""
    if active_language() == "fi" and area.is_whole and not area.name_genitive_fi:
        return pgettext("of", "the whole municipality")
    return (active_language() == "fi" and area.name_genitive_fi) or area.name


def name_of_category(proposal: Proposal) -> str:
    """Empty where the proposal has none. No query when the category was asked for with the proposal."""
    return proposal.category.name if proposal.category else ""


def url_of(name: str, round: Round, **more: object) -> str:
    """The address of a page of the round; needs `organisation` selected with it."""
    return reverse(name, kwargs={"slug": round.organisation.slug, "round": round.slug, **more})
