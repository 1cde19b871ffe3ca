"""A floor points only to itself and to floors below: also in the database."""

import pytest
from django.apps import apps

FLOORS = ["portal", "organisations", "people", "interfaces", "participation", "wellbeing", "reports"]


def floor(module: str) -> int:
    return FLOORS.index(module.split(".")[0])


def own_models() -> list[type]:
    return [m for m in apps.get_models(include_auto_created=True) if m.__module__.split(".")[0] in FLOORS]


@pytest.mark.parametrize("model", own_models(), ids=lambda m: m._meta.label)
def test_every_foreign_key_points_to_the_same_or_a_lower_floor(model):
    for field in model._meta.get_fields():
        if (
            field.many_to_one
            or (field.one_to_one and not field.auto_created)
            or (field.many_to_many and not field.auto_created)
        ):
            target = field.related_model
            if target.__module__.split(".")[0] in FLOORS:
                assert floor(target.__module__) <= floor(model.__module__), (
                    f"{model._meta.label}.{field.name} points up to {target._meta.label}"
                )


def test_nothing_points_anywhere_by_generic_relations():
    assert not [
        m for m in own_models() if any(f.__class__.__name__.startswith("Generic") for f in m._meta.private_fields)
    ]
