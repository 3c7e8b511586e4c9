"""The lock that pip installs from is the lock that uv made, and nothing in it is unhashed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


LOCKS = ["requirements.lock", "requirements-test.lock", "requirements-build.lock", "requirements-spark.lock"]


@pytest.mark.parametrize("name", LOCKS)
def test_the_installed_lock_is_uvs_lock(name: str) -> None:
    locked = {
        package["name"]: package.get("version")
        for package in tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    }
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = pins_of(name)
    assert pins
    assert {package: version for package, version in pins.items() if locked.get(package) != version} == {}
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=[a-z0-9])", text.strip()))


def pins_of(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==([^ ;\\]+)", text, re.MULTILINE))


def test_spark_comes_beside_what_is_installed_and_changes_none_of_it() -> None:
    base, spark = pins_of("requirements.lock"), pins_of("requirements-spark.lock")
    assert spark.keys() - base.keys() == {"pyspark", "py4j"}
    assert base.items() <= spark.items()


def test_every_declared_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = [re.split(r"[\[><=]", entry)[0] for entry in project["project"]["dependencies"]]
    assert [name for name in names if f"\n{name}==" not in f"\n{text}" and f"\n{name}[" not in f"\n{text}"] == []
