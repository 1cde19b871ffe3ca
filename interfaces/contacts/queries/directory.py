"""The residents' directory: whom to ask, by topic and by stage of life."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from interfaces.contacts.enums import LifeStage, ProviderKind, Side
from interfaces.contacts.models import Assignment, Interface, LifeStageService, LifeStageTopic
from interfaces.contacts.queries.answering import AnsweringPost, Cells, cells_on, interfaces_of, pair_from
from interfaces.contacts.rules import RINGS
from organisations.models import Organisation
from organisations.queries import HelpDoor, municipalities_of, region_of
from portal.exceptions import NotVisible
from portal.languages import language_of

DOOR_WORDS = 3  # services or topics that a door names


@dataclass(frozen=True)
class Topic:
    """A topic with the posts that answer for it, in the municipality and in the county; empty where nobody has been named."""

    name: str
    slug: str
    description: str
    municipal: tuple[AnsweringPost, ...]
    county: tuple[AnsweringPost, ...]
    is_sub_topic: bool = False


@dataclass(frozen=True)
class Directory:
    place: Organisation
    county: Organisation
    topics: tuple[Topic, ...]
    doors: tuple[HelpDoor, ...]
    municipalities: tuple[Organisation, ...]
    has_example: bool


@dataclass(frozen=True)
class Service:
    """A service as written, and the language of its name for the screen reader."""

    name: str
    language: str
    phone: str
    link: str


@dataclass(frozen=True)
class ProviderGroup:
    label: str
    services: tuple[Service, ...]


@dataclass(frozen=True)
class StagePage:
    place: Organisation
    county: Organisation
    stage: LifeStage
    rings: int
    groups: tuple[ProviderGroup, ...]
    topics: tuple[Topic, ...]
    others: tuple[HelpDoor, ...]
    sources: tuple[str, ...]

    @property
    def has_phones(self) -> bool:
        return any(service.phone for group in self.groups for service in group.services)


def directory(place: Organisation, on: date) -> Directory:
    """Whom to ask in the place, by topic. At most seven queries."""
    county = region_of(place)
    topics = topics_of(place, county, on)
    posts = [post for topic in topics for post in (*topic.municipal, *topic.county)]
    return Directory(
        place=place,
        county=county,
        topics=topics,
        doors=tuple(help_doors(place)),
        municipalities=tuple(municipalities_of(county)) if place.is_county else (),
        has_example=any(post.is_example or post.confirmation_is_example for post in posts),
    )


def topics_of(
    place: Organisation, county: Organisation, on: date, only: frozenset[int] | None = None
) -> tuple[Topic, ...]:
    """The interfaces of the region (or `only` those) with their posts. At most three queries."""
    interfaces = [i for i in interfaces_of(county, on) if only is None or i.pk in only]
    cells = cells_on(Assignment.objects.filter(interface__in=interfaces), on) if interfaces else {}
    return tuple(topic_of(cells, interface, place) for interface in interfaces)


def topic_of(cells: Cells, interface: Interface, place: Organisation) -> Topic:
    pair = None if place.is_county else pair_from(cells, interface, place)
    return Topic(
        name=interface.name,
        slug=interface.slug,
        description=interface.description,
        municipal=pair.municipality.posts if pair else (),
        county=pair.county.posts if pair else cells.get((interface.pk, Side.COUNTY, None), ()),
        is_sub_topic=interface.parent_id is not None,
    )


def stage_page(place: Organisation, word: str, on: date) -> StagePage:
    """Who helps in this stage of life. Raises NotVisible for an unknown stage. At most eight queries."""
    if word not in LifeStage.values:
        raise NotVisible(word)
    stage, county = LifeStage(word), region_of(place)
    services = list(LifeStageService.objects.filter(organisation=place, stage=stage))
    topics = frozenset(
        LifeStageTopic.objects.filter(stage=stage, interface__region=county).values_list("interface_id", flat=True)
    )
    return StagePage(
        place=place,
        county=county,
        stage=stage,
        rings=RINGS[stage],
        groups=tuple(provider_groups(services)),
        topics=topics_of(place, county, on, topics) if topics else (),
        others=tuple(door for door in help_doors(place) if not door.url.endswith(f"/{word}/")),
        sources=tuple(sorted({service.source for service in services if service.source})),
    )


def provider_groups(services: Sequence[LifeStageService]) -> Iterator[ProviderGroup]:
    """The services under the kind of their provider, in the order of ProviderKind."""
    for kind in ProviderKind:
        own = [service for service in services if service.provider == kind]
        if own:
            yield ProviderGroup(
                str(kind.label),
                tuple(Service(s.name, language_of(s, "name"), s.phone, s.link) for s in own),
            )


def help_doors(place: Organisation) -> list[HelpDoor]:
    """A door to each stage of life for which somebody is named. Two queries."""
    words: dict[str, list[str]] = {}
    for service in LifeStageService.objects.filter(organisation=place).order_by("stage", "position", "name_fi"):
        words.setdefault(service.stage, []).append(service.name)
    topics = LifeStageTopic.objects.filter(interface__region=region_of(place)).select_related("interface")
    for topic in topics.order_by("interface__position"):
        words.setdefault(topic.stage, []).append(topic.interface.name)
    return [
        HelpDoor(
            title=str(stage.label),
            text=", ".join(words[stage][:DOOR_WORDS]),
            url=reverse("life_stage", args=[place.slug, stage.value]),
            rings=RINGS[stage],
        )
        for stage in LifeStage
        if stage in words
    ]
