"""The production set-up: docker-compose.yml against the official schema, and against what we promise about safety."""

import json
import re
import shutil
import subprocess
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for

ROOT = Path(__file__).resolve().parents[2]
SERVICES = {"nginx", "migrations", "web", "worker", "scheduler", "database", "broker"}
ONE_SHOT = {"migrations"}
SECRET_WORDS = re.compile(r"PASSWORD|SECRET|TOKEN|_KEY|EMAIL_URL", re.I)


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    path = files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    return json.loads(path.read_text(encoding="utf-8"))


def validator(schema: dict[str, Any]) -> Validator:
    return validator_for(schema)(schema)


def test_compose_file_follows_the_compose_specification(compose: dict[str, Any], schema: dict[str, Any]) -> None:
    assert [error.message for error in validator(schema).iter_errors(compose)] == []


def test_the_schema_notices_a_mistake(compose: dict[str, Any], schema: dict[str, Any]) -> None:
    mistaken = {
        **compose,
        "services": {**compose["services"], "web": {**compose["services"]["web"], "reed_only": True}},
    }
    assert [error.message for error in validator(schema).iter_errors(mistaken)]


def test_every_part_of_the_installation_is_there(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == SERVICES
    portal = {name for name, service in compose["services"].items() if service.get("build") == "."}
    assert portal == {"migrations", "web", "worker", "scheduler"}


def test_only_nginx_publishes_a_port(compose: dict[str, Any]) -> None:
    assert [name for name, service in compose["services"].items() if service.get("ports")] == ["nginx"]
    assert not [name for name, service in compose["services"].items() if service.get("network_mode") == "host"]


def test_database_and_broker_have_no_way_out(compose: dict[str, Any]) -> None:
    assert compose["networks"]["back"]["internal"] is True
    assert compose["services"]["database"]["networks"] == ["back"]
    assert compose["services"]["broker"]["networks"] == ["back"]
    assert "back" not in compose["services"]["nginx"]["networks"]


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_containers_are_locked_down(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]
    user = str(service["user"]).partition(":")[0]
    assert user.isdigit()
    assert int(user) > 0
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not service.get("privileged")
    assert not service.get("cap_add")
    assert any(entry.startswith("/tmp") for entry in service["tmpfs"])


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_no_secret_stands_in_the_environment(compose: dict[str, Any], name: str) -> None:
    for variable, value in compose["services"][name].get("environment", {}).items():
        if SECRET_WORDS.search(variable):
            assert variable.endswith("_FILE"), f"{variable} should come from a file"
            assert str(value).startswith("/run/secrets/")
        assert not re.search(r"://[^/@\s]*:[^/@\s]+@", str(value)), f"{variable} holds a password"


def test_every_secret_is_a_file_and_is_given_to_whoever_reads_it(compose: dict[str, Any]) -> None:
    for name, secret in compose["secrets"].items():
        assert secret == {"file": f"./secrets/{name}{'.pem' if name.startswith('tls') else ''}"}
    for name, service in compose["services"].items():
        given = set(service.get("secrets", []))
        assert given <= set(compose["secrets"])
        read = set(re.findall(r"/run/secrets/(\w+)", json.dumps(service)))
        assert read <= given, f"{name} reads {read - given} without being given it"


@pytest.mark.parametrize("name", sorted(SERVICES - ONE_SHOT))
def test_every_lasting_service_is_watched(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]
    assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert service["restart"] == "unless-stopped"


def test_web_and_nginx_are_healthy_when_the_portal_is_ready(compose: dict[str, Any]) -> None:
    for name in ("web", "nginx"):
        assert "/terveys/valmis" in " ".join(compose["services"][name]["healthcheck"]["test"])


def test_portal_waits_for_the_migrations(compose: dict[str, Any]) -> None:
    for name in ("web", "worker", "scheduler"):
        assert compose["services"][name]["depends_on"]["migrations"] == {"condition": "service_completed_successfully"}


def test_images_have_a_version(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        tag = service["image"].partition(":")[2]
        assert re.match(r"\$\{KUULUU_VERSION:-|\d+\.?\d*", tag), f"{name} runs {service['image']}"


def test_project_version_is_the_same_everywhere(compose: dict[str, Any]) -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)[1]
    assert compose["services"]["web"]["image"] == f"kuuluu:${{KUULUU_VERSION:-{version}}}"
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_variables_of_the_portal_exist(compose: dict[str, Any]) -> None:
    known = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    for variable in compose["services"]["web"]["environment"]:
        assert f"`{variable.removesuffix('_FILE')}`" in known


def test_image_runs_as_nobody_in_particular_from_locked_requirements() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER 10001:10001"]
    assert "--require-hashes" in "".join(lines)
    packages = next(line for line in lines if "apt-get install" in line)
    assert {"libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"} <= set(packages.split())


def test_everything_the_image_copies_is_let_in() -> None:
    let_in = set(re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.M))
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert packages | {"templates", "locale", "manage.py", "requirements.txt"} <= let_in
    assert not let_in & {"var", "secrets", "tests", ".git"}


def test_redis_takes_its_password_from_the_secret(compose: dict[str, Any], tmp_path: Path) -> None:
    server, client = shutil.which("redis-server"), shutil.which("redis-cli")
    if not (server and client):
        pytest.skip("redis-server is not installed, so the broker's own command cannot be tried")
    (tmp_path / "broker_password").write_text("a1b2c3", encoding="ascii")
    socket = tmp_path / "redis.sock"
    script = compose["services"]["broker"]["command"][2].replace("$$", "$").replace("/run/secrets", str(tmp_path))
    script = (
        script.replace("/tmp/redis.conf", f"{tmp_path}/redis.conf")
        + f" --port 0 --unixsocket {socket} --dir {tmp_path}"
    )
    process = subprocess.Popen(["sh", "-c", script], stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 20
        while not socket.exists() and time.monotonic() < end:
            time.sleep(0.05)
        talk = [client, "-s", str(socket)]
        refused = subprocess.run([*talk, "ping"], capture_output=True, text=True)
        assert "NOAUTH" in refused.stdout + refused.stderr
        known = subprocess.run([*talk, "--no-auth-warning", "-a", "a1b2c3", "ping"], capture_output=True, text=True)
        assert known.stdout.strip() == "PONG"
        assert "a1b2c3" not in Path(f"/proc/{process.pid}/cmdline").read_text(encoding="utf-8")
    finally:
        process.terminate()
        process.wait(10)
