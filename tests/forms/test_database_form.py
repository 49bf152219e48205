"""A downloaded database: opened, read in its measures, pooled in its rows, and never pooled twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from iopedu import forms, show
from iopedu.evidence import DATABASES, Opened, pool, read_metapsy
from iopedu.show.evidence.forest import MOST_LINES, opened_view
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


@pytest.fixture
def form() -> forms.DatabaseExplorer:
    made = forms.DatabaseExplorer()
    choose(made, FILE.encode())
    return made


def test_nothing_is_open_before_a_file_is_chosen() -> None:
    form = forms.DatabaseExplorer()
    assert repr(form.record) == "No database is open." and form.rows.disabled
    for address in DATABASES.values():
        assert address in form.view.value and address in form._repr_mimebundle_()["text/plain"]
    form.method.value, form.measure.value = "hk", "rr"
    assert (form.record.method, form.record.measure) == ("hk", "rr") and not said(form)
    choose(form, FILE.encode())
    assert form.record.result().method == "hk" and form.record.result().measure == "rr"


def test_a_study_counts_once(form: forms.DatabaseExplorer) -> None:
    first = [effect for effect in read_metapsy(FILE).effects if effect.value != -2]
    assert form.record.result() == pool(first) and form.record.result().k == 4
    assert said(form).startswith("my.csv is open. 4 rows. Random effects") and form.upload.value == ()
    for words in (
        "5 rows read, 0 without",
        "1 further row of a study that already stands here is left out",
        "Able 2001",
    ):
        assert words in form.view.value
    assert "-2.00" not in form.view.value


def test_rows_and_method_are_chosen(form: forms.DatabaseExplorer) -> None:
    rows = dict(form.rows.options)
    assert rows == {
        "All rows": "",
        "Compared with: wl": "against:wl",
        "Compared with: cau": "against:cau",
        "Treatment: cbt": "group:cbt",
    }
    form.rows.value = "against:cau"
    assert [e.study for e in form.record.result().effects] == ["Baker 2002", "Cole 2003"]
    form.method.value = "fixed"
    assert form.record.result() == pool(form.record.about.part("against:cau"), "fixed")
    form.better.value = "higher"
    assert form.record.rows == "" and form.record.result().direction == "control"


def test_another_measure_is_read_anew_or_said_to_be_missing(form: forms.DatabaseExplorer) -> None:
    form.measure.value = "rr"
    assert [e.study for e in form.record.result().effects] == ["Able 2001", "Cole 2003"]
    choose(form, b"study;.log_rr;.log_rr_se\nA;0,1;0,2\nB;0,2;0,2\n", "other.csv")
    before = form.record
    form.measure.value = "g"
    assert "has no column .g" in said(form) and form.record is before and form.measure.value == "rr"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no rows"),
        (b"\xff\xfe\x00", "no rows"),
        (b"name,age\nA,3\n", "no column study"),
        (b"study;.g;.g_se\nA;often;0,2\n", "Row 2 (A), column .g: 'often' is not a number"),
    ],
)
def test_another_file_is_refused_and_the_open_one_stays(
    form: forms.DatabaseExplorer, content: bytes, words: str
) -> None:
    before = form.record
    choose(form, content, "bad.csv")
    assert words in said(form) and form.record is before and form.upload.value == ()


def test_one_study_alone_is_no_mean(form: forms.DatabaseExplorer) -> None:
    choose(form, b"study;.g;.g_se\nA;-0,5;0,2\nB;NA;NA\n")
    assert "2 rows read, 1 without an effect" in form.view.value
    assert "One study alone" in said(form) and "One study alone" in form.view.value


def test_many_rows_are_pooled_and_not_drawn(form: forms.DatabaseExplorer) -> None:
    for many, drawn in ((MOST_LINES, True), (MOST_LINES + 1, False)):
        rows = "".join(f"Study {at};-0,{at % 9 + 1};0,2\n" for at in range(many))
        record = Opened("many.csv", f"study;.g;.g_se\n{rows}")
        assert record.result().k == many and ("<svg" in opened_view(record)) == drawn
        assert ("choose some of the rows" in opened_view(record)) != drawn


def test_closing_forgets_the_file(form: forms.DatabaseExplorer) -> None:
    form.clear.click()
    assert form.record == Opened() and "Able 2001" not in form.view.value and "The database is closed" in said(form)


def test_words_of_a_file_stay_words(form: forms.DatabaseExplorer) -> None:
    choose(form, f"study;condition_arm2;.g;.g_se\n{BAD} 1;{BAD};-0,5;0,2\n{BAD} 2;{BAD};-0,5;0,2\n".encode(), BAD)
    assert form.record.ready
    for html in (form.view.value, form.status.value, form._repr_mimebundle_()["text/html"]):
        assert "<img" not in html and "<script" not in html


def test_an_opened_database_says_what_it_cannot_do() -> None:
    for fields, words in (
        ({"method": "ml"}, "method is 'ml'"),
        ({"rows": "against:nobody"}, "rows is 'against:nobody'"),
    ):
        with pytest.raises(ValueError, match=words):
            Opened("my.csv", FILE, **fields)
    assert len(show.databases().rows) == len(DATABASES)
