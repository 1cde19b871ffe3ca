"""What a region begins with: its interfaces, units and the services of its stages of life. For commands run by the operator.

Each may run again and changes nothing then.
"""

from django.db import transaction

from interfaces.contacts.enums import LifeStage, ProviderKind
from interfaces.contacts.models import Interface, LifeStageService, LifeStageTopic, Unit
from organisations.models import Organisation

Names = tuple[str, str, str]  # Finnish, Swedish, English


@transaction.atomic
def create_interface(
    *,
    region: Organisation,
    slug: str,
    names: Names,
    position: int,
    parent: Interface | None = None,
    descriptions: Names = ("", "", ""),
    is_priority: bool = False,
    stages: tuple[LifeStage, ...] = (),
) -> Interface:
    """An interface of the region; in `stages` it is shown to residents of that stage of life."""
    interface, _created = Interface.objects.get_or_create(
        region=region,
        slug=slug,
        defaults={
            **columns("name", names),
            **columns("description", descriptions),
            "position": position,
            "parent": parent,
            "is_priority": is_priority,
        },
    )
    for stage in stages:
        LifeStageTopic.objects.get_or_create(interface=interface, stage=stage)
    return interface


def create_unit(*, organisation: Organisation, names: Names) -> Unit:
    finnish, swedish, english = names
    unit, _created = Unit.objects.get_or_create(
        organisation=organisation, name_fi=finnish, defaults={"name_sv": swedish, "name_en": english}
    )
    return unit


def add_life_stage_service(
    *,
    organisation: Organisation,
    stage: LifeStage,
    provider: ProviderKind,
    names: Names,
    position: int,
    source: str,
) -> LifeStageService:
    """Somebody who helps people of the place in this stage of life."""
    service, _created = LifeStageService.objects.get_or_create(
        organisation=organisation,
        stage=stage,
        name_fi=names[0],
        defaults={
            "name_sv": names[1],
            "name_en": names[2],
            "provider": provider,
            "position": position,
            "source": source,
        },
    )
    return service


def columns(field: str, texts: Names) -> dict[str, str]:
    return {f"{field}_{language}": text for language, text in zip(("fi", "sv", "en"), texts, strict=True)}
