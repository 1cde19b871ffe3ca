"""Catalogues of texts: `python -m tests.messages [PART …]` extracts, keeps translations, lists what is missing and compiles.

Each part of the house has its own catalogue, so that it can be translated and read alone. No gettext is needed on the machine.
"""

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fi", "sv")
FLOORS = ("portal", "organisations", "people", "interfaces", "participation", "wellbeing", "reports")
PARTS: dict[str, tuple[str, ...]] = {
    "portal": (
        "portal/", "templates/components", "templates/django", "templates/layout.html", "templates/staff_layout.html", "templates/40",
        "templates/50", "templates/gallery", "templates/portal", "templates/pdf/base",
    ),
    "organisations": ("organisations/", "templates/organisations"),
    "panels": ("participation/panels", "templates/participation/panels"),
    "people": ("people/", "templates/people", "templates/account", "templates/mfa", "templates/socialaccount", "templates/429.html"),
    "matters": ("participation/matters", "templates/participation/matters"),
    "feedback": ("participation/feedback", "templates/participation/feedback"),
    "budgeting": ("participation/budgeting", "templates/participation/budgeting", "templates/pdf/count_protocol"),
    "interfaces": ("interfaces/", "templates/interfaces"),
    "charts": ("portal/charts", "templates/charts"),
    "wellbeing": ("wellbeing/", "templates/wellbeing"),
    "reports": ("reports/", "templates/reports", "templates/pdf/"),
    "config": ("config/",),
}  # fmt: skip
KEYWORDS: dict[str, object] = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip


def part_of(path: Path) -> str | None:
    """The part whose folder is the longest prefix of the path."""
    name = path.relative_to(ROOT).as_posix()
    best = max(
        ((len(p), part) for part, prefixes in PARTS.items() for p in prefixes if name.startswith(p)), default=None
    )
    return best[1] if best else None


def sources(part: str) -> Iterator[Path]:
    roots = {prefix.split("/")[0] for prefix in PARTS[part]}
    for root in sorted(roots):
        for path in sorted((ROOT / root).rglob("*")):
            if (
                path.suffix in {".py", ".html", ".txt", ".svg"}
                and "migrations" not in path.parts
                and part_of(path) == part
            ):
                yield path


def messages_in(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], str | None]]:
    """(line, msgid or (singular, plural), context) of every translatable text in a Python file or template."""
    text = path.read_text(encoding="utf-8")
    calls = python_calls(text) if path.suffix == ".py" else template_calls(templatize(text, origin=str(path)))
    for line, function, words in calls:
        context = words[0] if "pgettext" in function else None
        ids = words[1:] if "pgettext" in function else words
        plural = function.lstrip("_").startswith(("ngettext", "npgettext"))
        ids = ids[:2] if plural else ids[:1]
        if ids and all(isinstance(word, str) and word for word in ids):
            yield line, tuple(ids) if plural else ids[0], context


def python_calls(text: str) -> Iterator[tuple[int, str, list[str | None]]]:
    """Calls of gettext's functions with their texts, read from the syntax tree: also those inside an f-string."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            yield node.lineno, node.func.id, [a.value if isinstance(a, ast.Constant) else None for a in node.args]


def template_calls(text: str) -> Iterator[tuple[int, str, list[str | None]]]:
    for line, function, arguments, _comments in extract_python(io.BytesIO(text.encode()), list(KEYWORDS), [], {}):
        yield line, function, list(arguments) if isinstance(arguments, tuple) else [arguments]


def privacy_texts() -> Iterator[tuple[Path, str]]:
    """What the models' privacy declarations say. All of it is read on the privacy page, so the part `people` translates it."""
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if "Privacy(" in text and "migrations" not in path.parts:
                for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
                    if isinstance(call.func, ast.Name) and call.func.id == "Privacy":
                        yield from ((path, words) for words in told_by(call))


def told_by(declaration: ast.Call) -> Iterator[str]:
    """`about` and `retention`, of declarations that hold something about people."""
    given = {keyword.arg: keyword.value for keyword in declaration.keywords}
    if {"personal", "pseudonymous"} & set(given):
        for name in ("about", "retention"):
            value = given.get(name)
            if isinstance(value, ast.Constant) and value.value:
                yield str(value.value)


def catalogue(part: str) -> Catalog:
    """All texts of the part, as the code has them now."""
    fresh = Catalog(charset="utf-8")
    if part == "people":
        for path, text in privacy_texts():
            fresh.add(text, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    for path in sources(part):
        for _line, message, context in messages_in(path):
            fresh.add(message, locations=[(path.relative_to(ROOT).as_posix(), 0)], context=context)
    return fresh


def file_of(part: str, language: str) -> Path:
    return ROOT / "locale" / part / language / "LC_MESSAGES" / "django.po"


def update(part: str, language: str) -> list[str]:
    """Bring the part's catalogue up to date and compile it; returns the texts that still lack a translation."""
    path = file_of(part, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    old = read_po(io.BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)
    fresh = catalogue(part)
    new = Catalog(
        locale=language,
        project="Kuuluu",
        charset="utf-8",
        fuzzy=False,
        copyright_holder="Kuuluu",
        header_comment=f"# Kuuluu: {part}, {language}",
    )
    for message in fresh:
        if message.id:
            known = old.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
            same = known is not None and isinstance(known.id, str) == isinstance(message.id, str)
            files = sorted({name for name, _line in message.locations})
            new.add(
                message.id,
                known.string if known is not None and same else None,
                locations=[(name, None) for name in files],
                context=message.context,
            )
    for name in ("creation_date", "revision_date"):
        setattr(new, name, getattr(old, name) if path.exists() else getattr(new, name))
    with path.open("wb") as out:
        write_po(out, new, width=140, sort_output=True, omit_header=False)
    with path.with_suffix(".mo").open("wb") as out:
        write_mo(out, new)
    return [str(m.id) for m in new if m.id and not all(m.string if isinstance(m.string, list | tuple) else [m.string])]


def main(parts: list[str]) -> int:
    missing = 0
    for part in parts or list(PARTS):
        for language in LANGUAGES:
            for text in update(part, language):
                missing += 1
                sys.stdout.write(f"{part}/{language}: missing: {text}\n")
    sys.stdout.write(f"{missing} texts without a translation\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
