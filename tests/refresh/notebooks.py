"""Run every notebook and store what it shows: ``uv run python -m tests.refresh notebooks [NN ...]``.

The stored outputs are the specification that nbval compares with. Read the difference before committing it.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import nbclient
import nbformat
from nbformat import NotebookNode

from iopedu import __version__
from iopedu.course.facts import fact, number

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
KEPT_METADATA = ("tags", "slideshow", "jupyter")
#: What a cell has that was added in JupyterLab: a slide below the last one, and its code folded away.
PLACE = {"slideshow": {"slide_type": "subslide"}}
FOLDED = {"jupyter": {"source_hidden": True}}
SHEET = re.compile(r"<style>.*?</style>\s*", re.DOTALL)
FACT_IN_PROSE = re.compile(r"(\S+?)<!--([a-z0-9_]+)(?:\.(value|low|high))?-->")


def with_facts(text: str) -> str:
    """Return Markdown in which every number before a ``<!--fact_id-->`` is the number of that fact."""
    return FACT_IN_PROSE.sub(
        lambda found: found[0].replace(found[1], number(getattr(fact(found[2]), found[3] or "value")), 1), text
    )


def normalized(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook without anything that differs between two runs or two computers.

    Live widgets cannot be stored; without their key a front end shows the text twin instead of an error. Nor is the
    style sheet, which would stand there hundreds of times: whatever shows stored outputs brings it once.
    """
    notebook = nbformat.from_dict(notebook)
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "iopedu": {"edition": __version__},
    }
    count = 0
    for position, cell in enumerate(notebook.cells):
        cell.id = f"cell-{position:02d}"
        begun = PLACE | cell.metadata if cell.cell_type == "markdown" else FOLDED | PLACE | cell.metadata
        cell.metadata = {key: begun[key] for key in KEPT_METADATA if key in begun}
        if cell.cell_type == "markdown":
            cell.source = with_facts(cell.source)
            continue
        count += 1
        cell.execution_count = count
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = count
            if "data" in output:
                output.data.pop("application/vnd.jupyter.widget-view+json", None)
                output.metadata = {}
                if "text/html" in output.data:
                    output.data["text/html"] = SHEET.sub("", output.data["text/html"])
    return notebook


def run(path: Path) -> NotebookNode:
    """Return the notebook as it is after Restart and Run All, in an empty folder."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        nbclient.NotebookClient(notebook, timeout=60, resources={"metadata": {"path": folder}}).execute()
    return normalized(notebook)


def main(numbers: list[str]) -> None:
    """Refresh the notebooks with these two-digit numbers, or all of them."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        if not numbers or path.name[:2] in numbers:
            nbformat.write(run(path), path)
            print(f"refreshed {path.name}")
