"""A downloaded database in its form: opened, read in its measures, its rows chosen, and nothing old left behind."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from iopedu import forms, show
from iopedu.evidence.metapsy import DATABASES
from iopedu.evidence.workbench import Opened
from iopedu.show.evidence.studies import LONG, opened_view
from tests.evidence.test_workbench import SAMPLE
from tests.tools import said

HEADER = "study;condition_arm1;condition_arm2;instrument;.g;.g_se;.log_rr;.log_rr_se"
FILE = "\n".join(
    [
        HEADER,
        "Able 2001;cbt;wl;phq-9;-0,85;0,2;0,7;0,3",
        "Able 2001;cbt;wl;bdi-2;-2,00;0,1;0,9;0,3",
        "Baker 2002;bat;cau;bdi-2;-0,30;0,25;NA;NA",
        "Cole 2003;cbt;cau;bdi-2;-0,10;0,2;0,1;0,2",
        "Dean 2004;cbt;wl;bdi-2;-0,60;0,3;NA;NA",
    ]
)
BAD = '<img src=x onerror="alert(1)"><script>bad()</script>'


def choose(form: forms.DatabaseExplorer, content: bytes, name: str = "my.csv") -> None:
    file = {"name": name, "type": "text/csv", "size": len(content), "content": content}
    file["last_modified"] = datetime(2026, 1, 5, tzinfo=UTC)
    form.upload.value = (file,)


def shown(form: forms.DatabaseExplorer) -> list[str]:
    return [name for name, control in form.choices.items() if control.layout.display != "none"]


@pytest.fixture
def form() -> forms.DatabaseExplorer:
    made = forms.DatabaseExplorer()
    choose(made, FILE.encode())
    return made


def test_nothing_is_open_before_a_file_is_chosen() -> None:
    form = forms.DatabaseExplorer()
    assert repr(form.record) == "No database is open." and form.rows.layout.display == "none"
    for address in DATABASES.values():
        assert address in form.view.value and address in form._repr_mimebundle_()["text/plain"]
    form.method.value, form.measure.value = "fixed", "rr"
    assert (form.record.method, form.record.measure) == ("fixed", "rr") and not said(form)
    choose(form, FILE.encode())
    assert form.record.result().method == "fixed" and form.record.measure == "g"


def test_rows_of_one_study_count_once_and_the_correlation_is_typed(form: forms.DatabaseExplorer) -> None:
    assert said(form).startswith("my.csv is open. 4 rows. Random effects (REML") and form.upload.value == ()
    for words in (
        "5 rows read, 0 without",
        "5 rows from 4 studies",
        "correlation of 0.6",
        "2 rows combined; phq-9, bdi-2",
    ):
        assert words in form.view.value
    before = form.record.effects[0]
    form.rho.value = "0,9"
    assert form.record.effects[0].se > before.se and "correlation of 0.9" in form.view.value
    for wrong in ("2", "much", "", "1,5", "0.5.5"):
        form.rho.value = wrong
        assert "Enter a number from 0 to 1." in said(form) and "iop-warn" in form.status.value
        assert form.rho.value == wrong and form.record.rho == 0.9


def test_choices_cross_and_only_those_that_there_are_stand_there(form: forms.DatabaseExplorer) -> None:
    assert shown(form) == ["treatment", "control", "instrument"]
    form.choices["treatment"].value = "cbt"
    form.choices["control"].value = "wl"
    assert [effect.study for effect in form.record.effects] == ["Able 2001", "Dean 2004"]
    assert [text for text, _code in form.choices["control"].options][1:] == [
        "usual care (cau) (1 study)",
        "waiting list (wl) (2 studies)",
    ]
    assert "Treatment: CBT; Compared with: waiting list (wl)" in form.view.value
    assert "<strong>my.csv</strong>" in form.view.value and "my.csv: CBT, waiting list (wl)" in form.view.value
    form.choices["treatment"].value = ""
    assert form.record.chosen == {"control": "wl"}


def test_no_side_is_named_before_it_is_settled(form: forms.DatabaseExplorer) -> None:
    form.choices["control"].value = "wl"
    assert not any(
        words in form.view.value + said(form) for words in ("in favor of the", "interval favors", "favors the")
    )
    assert "isn’t settled" in form.view.value
    form.method.value = "fixed"
    assert "is below 0. We can’t say yet which side that favors" in said(form)
    form.side.value = "lower"
    assert "The whole interval favors the treatment." in said(form) and "You said" in form.view.value
    form.side.value = "higher"
    assert "The whole interval favors the control group." in said(form)
    choose(form, SAMPLE.read_bytes(), "other.csv")
    assert form.side.value == "" and "Of the 50 rows that could show this, 49 do." in form.view.value
    assert "The whole interval favors the treatment." in said(form)


def test_another_measure_is_read_anew_or_said_to_be_missing(form: forms.DatabaseExplorer) -> None:
    form.choices["treatment"].value, form.side.value = "cbt", "lower"
    form.measure.value = "rr"
    assert [effect.study for effect in form.record.effects] == ["Able 2001", "Cole 2003"]
    assert form.record.chosen == {} and form.record.side == form.side.value == ""
    choose(form, b"study;.log_rr;.log_rr_se\nA;0,1;0,2\nB;0,2;0,2\n", "other.csv")
    before = form.record
    assert before.measure == form.measure.value == "rr"
    form.measure.value = "g"
    assert "has no column named .g" in said(form) and form.record is before and form.measure.value == "rr"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no rows"),
        (b"\xff\xfe\x00", "characters in this file cannot be read"),
        (b"name,age\nA,3\n", "no column named study"),
        (b"study;.g;.g_se\nA;often;0,2\n", "Row 2 (A), column .g: 'often' is not a number"),
        (b"study;.g;.g_se\nA;NA;NA\n", "No row in this file has an effect"),
    ],
)
def test_a_refusal_names_its_file_and_leaves_nothing_of_the_old_one(
    form: forms.DatabaseExplorer, content: bytes, words: str
) -> None:
    choose(form, content, "bad.csv")
    assert said(form).startswith("bad.csv: ") and words in said(form) and form.upload.value == ()
    assert not form.record.ready and "Able 2001" not in form.view.value and "my.csv" not in form.view.value
    choose(form, FILE.encode())
    assert form.record.ready and "iop-warn" not in form.status.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_names_keep_their_letters(form: forms.DatabaseExplorer, encoding: str) -> None:
    choose(form, "study\t.g\t.g_se\nMüller 2001\t-0.5\t0.2\nGómez 2002\t-0,1\t0,2\n".encode(encoding))
    assert [effect.study for effect in form.record.effects] == ["Müller 2001", "Gómez 2002"]
    assert "Müller 2001" in form.view.value


def test_one_study_alone_is_shown_and_not_pooled(form: forms.DatabaseExplorer) -> None:
    choose(form, b"study;.g;.g_se\nA;-0,5;0,2\nB;NA;NA\n")
    for words in ("A: standardized mean difference g -0.50 (-0.89 to -0.11).", "One study alone"):
        assert words in said(form) and words in form.view.value
    assert "2 rows read, 1 without an effect" in form.view.value


def test_any_number_of_studies_is_drawn_and_a_long_figure_is_folded() -> None:
    for many, folded in ((LONG, False), (LONG + 1, True), (300, True)):
        rows = "".join(f"Study {at};-0,{at % 9 + 1};0,2;{20 + at};21\n" for at in range(many))
        record = Opened("many.csv", f"study;.g;.g_se;n_arm1;n_arm2\n{rows}")
        seen = opened_view(record)
        assert record.result().k == many and f"Study {many - 1}<" in seen
        assert (f"Forest plot of all {many} studies" in seen) == folded
        assert "Funnel plot: many.csv" in seen and f"Egger’s regression, {many} studies" in seen


def test_closing_forgets_the_file(form: forms.DatabaseExplorer) -> None:
    form.clear.click()
    assert form.record == Opened() and "Able 2001" not in form.view.value and "The database is closed" in said(form)


def test_words_of_a_file_stay_words(form: forms.DatabaseExplorer) -> None:
    choose(form, f"study;condition_arm2;.g;.g_se\n{BAD} 1;{BAD};-0,5;0,2\n{BAD} 2;b;-0,5;0,2\n".encode(), BAD)
    form.choices["control"].value = ""
    assert form.record.ready and form.record.result().k == 2
    for html in (form.view.value, form.status.value, form._repr_mimebundle_()["text/html"]):
        assert "<img" not in html and "<script" not in html
    assert len(show.databases().rows) == len(DATABASES)
