"""Everything that the surroundings may set, typed and explained; docs/configuration.md lists the same names."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent


class EnvError(Exception):
    """A setting is missing or cannot be understood; the text says how to mend it."""


def text(name: str, default: str = "") -> str:
    """The value of NAME, or the content of the file that NAME_FILE names (for container secrets)."""
    path = os.environ.get(f"{name}_FILE", "")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise EnvError(f"{name}_FILE points to {path}, which cannot be read: {error}") from error
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "")
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    if value:
        raise EnvError(f"{name} is “{value}”; write 1 or 0.")
    return default


def words(name: str, default: str) -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def whole(name: str, default: int) -> int:
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError as error:
        raise EnvError(f"{name} is “{value}”; write a whole number.") from error


def data_folder() -> Path:
    return Path(text("KUULUU_DATA") or ROOT / "var").resolve()


def database(url: str, data: Path) -> dict[str, object]:
    """Django's DATABASES entry: PostgreSQL from the URL, otherwise the embedded SQLite file in the data folder."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(data / "db.sqlite3"),
            "OPTIONS": {
                # Writers queue instead of failing half-way, and a receipt survives a power cut.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
            "TEST": {"OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20}},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise EnvError("DATABASE_URL must look like postgres://user:password@host:5432/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or "") or text("DATABASE_PASSWORD"),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Lists are short here: a cursor on the server would cost three trips instead of one, and break behind PgBouncer.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def broker() -> str:
    """The broker's address, with the password from its own secret put in; empty means the folder beside the data."""
    url, password = text("BROKER_URL"), text("BROKER_PASSWORD")
    parts = urlsplit(url)
    if not password or not parts.netloc or "@" in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=f":{quote(password, safe='')}@{parts.netloc}"))


def map_tiles() -> str:
    """The address of one picture of the map, with {z}, {x} and {y} for zoom, column and row; empty means no map."""
    url = text("KUULUU_MAP_TILES")
    parts = urlsplit(url)
    is_secure = parts.scheme == "https" or parts.hostname in {"127.0.0.1", "localhost"}
    named = set(re.findall(r"{(.*?)}", url))
    if url and (not is_secure or not parts.netloc or named != {"z", "x", "y"} or "{" in parts.netloc or re.search(r"[\s;,'\"]", url)):
        raise EnvError(f"KUULUU_MAP_TILES is “{url}”; write an address like https://maps.example.fi/{{z}}/{{x}}/{{y}}.png")
    return url


@dataclass(frozen=True)
class Env:
    """The settings that come from outside. Units are in the names or the comments."""

    data: Path = field(default_factory=data_folder)
    static: Path = field(default_factory=lambda: Path(text("KUULUU_STATIC") or data_folder() / "static").resolve())
    database_url: str = field(default_factory=lambda: text("DATABASE_URL"))
    broker_url: str = field(default_factory=broker)
    secret_key: str = field(default_factory=lambda: text("KUULUU_SECRET_KEY"))
    hosts: list[str] = field(default_factory=lambda: words("KUULUU_HOSTS", "127.0.0.1,localhost,[::1]"))
    origins: list[str] = field(default_factory=lambda: words("KUULUU_ORIGINS", ""))
    https: bool = field(default_factory=lambda: flag("KUULUU_HTTPS"))
    debug: bool = field(default_factory=lambda: flag("KUULUU_DEBUG"))
    demo: bool = field(default_factory=lambda: flag("KUULUU_DEMO"))
    address: str = field(default_factory=lambda: text("KUULUU_ADDRESS", "http://127.0.0.1:8000"))
    email_url: str = field(default_factory=lambda: text("EMAIL_URL"))
    email_from: str = field(default_factory=lambda: text("KUULUU_EMAIL_FROM", "kuuluu@localhost"))
    oidc_issuer: str = field(default_factory=lambda: text("KUULUU_OIDC_ISSUER"))
    oidc_client_id: str = field(default_factory=lambda: text("KUULUU_OIDC_CLIENT_ID"))
    oidc_secret: str = field(default_factory=lambda: text("KUULUU_OIDC_SECRET"))
    oidc_name: str = field(default_factory=lambda: text("KUULUU_OIDC_NAME", "Suomi.fi"))
    # Which claims tell who somebody is; a dotted name looks inside, as in address.municipality.
    oidc_scopes: list[str] = field(default_factory=lambda: words("KUULUU_OIDC_SCOPES", "openid,profile"))
    oidc_subject_claim: str = field(default_factory=lambda: text("KUULUU_OIDC_SUBJECT_CLAIM", "sub"))
    oidc_municipality_claim: str = field(
        default_factory=lambda: text("KUULUU_OIDC_MUNICIPALITY_CLAIM", "municipality_code")
    )
    oidc_birthdate_claim: str = field(default_factory=lambda: text("KUULUU_OIDC_BIRTHDATE_CLAIM", "birthdate"))
    map_tiles: str = field(default_factory=map_tiles)
    map_attribution: str = field(default_factory=lambda: text("KUULUU_MAP_ATTRIBUTION"))
    log_level: str = field(default_factory=lambda: text("KUULUU_LOG_LEVEL", "INFO"))
