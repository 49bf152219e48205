"""List the forms that a notebook can make: ``uv run python -m tests.refresh forms``.

Every form in a subject's folder of ``iopedu/forms`` stands in the list; what lies beside these folders stays as it is.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path

from iopedu import forms
from iopedu.forms.base import Form

STUB = Path(forms.__file__).with_name("__init__.pyi")


def listed() -> str:
    """Return the list as it should be: where each form lives."""
    shared = [line for line in STUB.read_text(encoding="utf-8").splitlines() if line.count(".") == 1]
    found = []
    for module in pkgutil.walk_packages(forms.__path__, f"{forms.__name__}."):
        kinds = vars(import_module(module.name)).values()
        names = sorted(
            kind.__name__
            for kind in kinds
            if isinstance(kind, type) and issubclass(kind, Form) and kind.__module__ == module.name
        )
        public = ", ".join(name for name in names if not name.startswith("_"))
        where = module.name.removeprefix(forms.__name__)
        if public and where.count(".") == 2:
            found.append(f"from {where} import {public}")
    return "\n".join(sorted([*shared, *found])) + "\n"


def main(_options: list[str]) -> None:
    """Write the list."""
    STUB.write_text(listed(), encoding="utf-8", newline="\n")
    print(f"wrote {STUB.name} of the forms: {listed().count('import')} modules")
