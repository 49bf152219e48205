"""What holds for every value of the six rooms of the domain."""

from __future__ import annotations

import pkgutil
from dataclasses import is_dataclass
from importlib import import_module

import pytest

import iopedu

ROOMS = ("care", "cbt", "course", "dbt", "evidence", "progress")
MODULES = [
    module.name
    for room in ROOMS
    for module in pkgutil.iter_modules(import_module(f"iopedu.{room}").__path__, f"{iopedu.__name__}.{room}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_a_value_never_changes(name: str) -> None:
    made_here = [kind for kind in vars(import_module(name)).values() if getattr(kind, "__module__", "") == name]
    open_to_change = [
        kind.__name__ for kind in made_here if is_dataclass(kind) and not kind.__dataclass_params__.frozen
    ]
    assert open_to_change == []
