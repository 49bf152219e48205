"""Forms in another language: what is shown changes, what is saved does not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from iopedu.forms import parts
from iopedu.forms.care import week
from iopedu.forms.dbt import breathing

#: The language has to be there before the rooms are loaded, since labels are made then.
CODE = """
import importlib.util, json, sys
from gettext import NullTranslations
from pathlib import Path
import iopedu
spec = importlib.util.spec_from_file_location(
    "iopedu.course.language", Path(iopedu.__file__).parent / "course" / "language.py"
)
language = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(language)
class Bracketed(NullTranslations):
    def gettext(self, message): return f"«{message}»"
    def ngettext(self, one, many, n): return f"«{one if n == 1 else many}»"
bracketed = Bracketed()
if sys.argv[1] == "other":
    language._catalogue, language.language = lambda: bracketed, lambda: "other"
from iopedu import course, forms
work = {number: course.Workbook(number, sys.argv[2]) for number in ("01", "02", "04", "06", "08", "12")}
labels = []
def chosen(field, at):
    labels.append(field.options[at][0])
    field.index = at
planner = forms.ActivityPlanner(keep=work["06"])
planner.rows[0]["name"].value = "Walk"
chosen(planner.rows[0]["time"], 2)
comparer = forms.Comparer(keep=work["01"])
chosen(comparer.fields["view"], 1)
plan = forms.TransitionPlanForm(keep=work["12"])
plan.fields["coping"][1]["what"].value = "Call"
chosen(plan.fields["coping"][1]["needs"], 4)
record = forms.ThoughtRecordForm(keep=work["04"])
record.styles["Not sure"].value = True
labels.append(record.styles["Not sure"].description)
firmness = forms.FirmnessForm(keep=work["08"])
chosen(firmness.fields["danger"], 3)
panel = forms.YourWork(work["01"])
chosen(panel.kind, 2)
panel.export.click()
files = sorted(file.name for file in Path(sys.argv[2]).iterdir() if file.suffix == ".html")
saved = [form.to_json() for form in (planner, comparer, plan, record, firmness)]
print(json.dumps({"labels": labels, "said": panel.status.value, "saved": saved, "files": files}))
"""


def found(language: str, folder: Path) -> dict:
    command = [sys.executable, "-c", CODE, language, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_labels_are_translated_and_saved_values_are_not(tmp_path: Path) -> None:
    for name in ("english", "other"):
        (tmp_path / name).mkdir()
    english, other = (found(name, tmp_path / name) for name in ("english", "other"))
    assert english["saved"] == other["saved"]
    assert english["files"] == other["files"] == ["my-iopedu-work.html"]
    assert english["labels"][:4] == ["Morning", "Care and people", "Money and other people", "Not sure"]
    for at in (0, 1, 2, 3, 5):  # the answer on danger, between them, is named by its own room
        assert other["labels"][at].startswith("«"), other["labels"][at]
    assert "«Saved in my-iopedu-work.html, in the same folder as this notebook.»" in other["said"]


@pytest.mark.parametrize(
    ("name", "texts"),
    [("breathing", breathing._TEXTS), ("dial", parts.DIAL), ("rating", parts.RATING), ("week", week._TEXTS)],
)
def test_a_page_has_every_sentence_that_it_says(root: Path, name: str, texts: dict[str, str]) -> None:
    script = (root / "iopedu" / "forms" / "static" / f"{name}.js").read_text("utf-8")
    used = set(re.findall(r"\btexts\.(\w+)", script))
    assert used and used <= set(texts)
    assert set(texts) - used <= {"then", "now", "rating"}  # looked up by the name of a bar
