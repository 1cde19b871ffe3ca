"""Every field of every model is declared personal, pseudonymous or public, once, with a retention."""

import pytest

from portal.privacy import Privacy
from tests.repository.test_foreign_keys import own_models

MODELS = [m for m in own_models() if not m._meta.auto_created]


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_every_field_is_declared_once(model):
    declaration = model.__dict__.get("privacy")
    assert isinstance(declaration, Privacy), f"{model._meta.label} declares no privacy"
    declared = declaration.declared()
    fields = {f.name for f in model._meta.local_fields} | {f.name for f in model._meta.local_many_to_many}
    assert len(declared) == len(set(declared)), (
        f"declared twice: {sorted(n for n in declared if declared.count(n) > 1)}"
    )
    assert set(declared) == fields, (
        f"not declared: {sorted(fields - set(declared))}; unknown: {sorted(set(declared) - fields)}"
    )


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_personal_data_says_how_long_it_is_kept(model):
    declaration = model.__dict__["privacy"]
    if declaration.personal or declaration.pseudonymous:
        assert declaration.retention != Privacy().retention, (
            f"{model._meta.label} keeps personal data but says no retention"
        )
