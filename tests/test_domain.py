"""What holds for every value of the rooms of the domain."""

from __future__ import annotations

import pkgutil
from contextlib import suppress
from dataclasses import is_dataclass
from importlib import import_module

import pytest

import iopedu
from tests.mutation import ROOMS

MODULES = [
    module.name
    for room in ROOMS
    for module in pkgutil.iter_modules(import_module(f"iopedu.{room}").__path__, f"{iopedu.__name__}.{room}.")
]


def kinds(name: str) -> list[type]:
    """Return the classes that a module defines."""
    found = import_module(name)
    return [kind for kind in vars(found).values() if isinstance(kind, type) and kind.__module__ == name]


@pytest.mark.parametrize("name", MODULES)
def test_a_value_never_changes(name: str) -> None:
    values = [kind for kind in kinds(name) if is_dataclass(kind)]
    assert [kind.__name__ for kind in values if not kind.__dataclass_params__.frozen] == []


def test_what_is_saved_carries_its_version() -> None:
    saved = {}
    for kind in (kind for name in MODULES for kind in kinds(name) if hasattr(kind, "to_json")):
        with suppress(TypeError, ValueError):  # it cannot be made of nothing
            saved[kind] = kind().to_json()
    assert len(saved) > 20
    assert {kind.__name__: found["version"] for kind, found in saved.items() if found["version"] != 1} == {}
