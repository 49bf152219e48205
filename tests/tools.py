"""What many tests do: walk a form, read what it says, make up any JSON, wait for a kernel in a browser."""

from __future__ import annotations

import csv
import html
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from hypothesis import strategies as st

from iopedu import forms
from iopedu.care.placement_practice import Placements
from iopedu.course.entries import Entries


def python(code: str, *arguments: str, folder: Path | None = None, **environment: str) -> str:
    """Run code in a fresh Python, in a folder, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:] or done.stdout[-3000:]
    return done.stdout


#: JavaScript that answers with true, or with what it sees instead, whether the notebook in JupyterLab has a kernel that
#: can be talked to. JupyterLab's launcher may take the focus a moment after it is seen: then the notebook gets it back.
#: Nor does JupyterLab count the first question as a status: a new kernel can stay "unknown".
READY = """async () => {
    const shell = window.jupyterapp?.shell, panel = shell?.currentWidget;
    if (!panel?.context) {
        const notebook = [...(shell?.widgets("main") ?? [])].find(each => each.context);
        if (notebook) shell.activateById(notebook.id);
        return panel?.id ?? "no panel";
    }
    await panel.context.ready; await panel.sessionContext.ready;
    const kernel = panel.sessionContext.session?.kernel;
    if (!kernel) return `${panel.title.label}: no kernel`;
    await kernel.info;
    const ready = kernel.connectionStatus === "connected" && ["idle", "unknown"].includes(kernel.status);
    return ready || `${panel.title.label}: ${kernel.status}, ${kernel.connectionStatus}`;
}"""


#: JavaScript that shuts the kernel of the notebook in JupyterLab down and closes the notebook without saving it.
PUT_AWAY = """async () => {
    const panel = window.jupyterapp.shell.currentWidget;
    await panel.sessionContext.shutdown();
    panel.dispose();
}"""


def forget() -> None:
    """Let everything that the course reads once be read anew, as in a fresh process."""
    for name, module in list(sys.modules.items()):
        for value in list(vars(module).values()) if name.partition(".")[0] == "iopedu" else []:
            if hasattr(value, "cache_clear"):
                value.cache_clear()
            elif isinstance(value, Entries):
                vars(value).pop("_all", None)


def strings(found: object) -> Iterator[str]:
    """Yield every text of a JSON document, in order."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict | list):
        for entry in found.values() if isinstance(found, dict) else found:
            yield from strings(entry)


def in_data(name: str) -> Any:
    """Return what one file of ``data/`` holds, a table as its rows: read without the course."""
    file = Path(__file__).parents[1] / "data" / name
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text)) if file.suffix == ".csv" else json.load(text)


def trainee() -> Placements:
    """Return the placements of a fictional trainee, as the first version of the course saved them."""
    saved = Path(__file__).parent / "samples" / "placements-trainee.json"
    return Placements.from_json(json.loads(saved.read_text(encoding="utf-8")))


def until(page: Any, script: str, seconds: int = 120) -> None:
    """Wait until JavaScript answers with true in a page of Playwright.

    Playwright's own waiting takes the promise of an answer for a yes; here the script may wait for something itself.
    """
    end = time.monotonic() + seconds
    while (answer := page.evaluate(script)) is not True:
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds} seconds, but {answer!r}: {script}")
        page.wait_for_timeout(100)


def focus(control: Any) -> None:
    """Set the focus on a control in a page of Playwright as soon as a person could.

    Where a control is not shown yet, the focus is lost without a word, and with it the keys that follow.
    """
    from playwright.sync_api import expect

    control.wait_for()
    expect(control).to_be_enabled()
    control.focus()
    expect(control).to_be_focused()


def violations(page: Any, *kinds: str, within: Iterable[str] = ()) -> list[str]:
    """Return what axe finds in a page of Playwright, or in parts of it, by rule: some kinds of problems or all."""
    from axe_playwright_python.sync_playwright import Axe

    # Also to describe what is right costs more than to find what is wrong.
    options = {"resultTypes": ["violations"], **({"runOnly": list(kinds)} if kinds else {})}
    parts = {"include": [[each] for each in within]} if within else None
    found = Axe().run(page, context=parts, options=options).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]


def tree(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    """Yield a widget and everything in it."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from tree(child)


def said(form: forms.Form) -> str:
    """Return what the status line says, as one line of text."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", form.status.value)).split())


def calm_down(form: forms.Form) -> None:
    """Set aside all that calls for people first in a form, as a learner does who was read wrongly."""
    while form.first.waits:
        form.first.set_aside("other")


def any_json(**floats: bool) -> st.SearchStrategy:
    """Return a strategy for every value that JSON can hold; ``floats`` limits its numbers."""
    return st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(**floats) | st.text(max_size=50),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=12,
    )


ANY_JSON = any_json()
