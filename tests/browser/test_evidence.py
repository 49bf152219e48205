"""The forms of the evidence room by keyboard: predict before a study is left out, counts out of a text, people."""

from __future__ import annotations

import pytest

from tests.tools import focus

EVIDENCE = "13_weigh_the_evidence.ipynb"
pytestmark = pytest.mark.visits(EVIDENCE)


def test_predict_then_leave_a_study_out_by_keyboard(open_notebook) -> None:
    lab = open_notebook(EVIDENCE, "Forest explorer")
    lab.run_all()
    form, cells, keys = lab.form("Forest explorer"), lab.cells(), lab.page.keyboard
    out = form.get_by_label("Leave out", exact=True)
    assert out.is_disabled()
    focus(form.get_by_label("Data set", exact=True))
    keys.press("ArrowDown")
    form.get_by_text("without Linehan 2006").wait_for()
    focus(form.get_by_label("My prediction", exact=True))
    keys.type("The conclusion stays the same")
    keys.press("Tab")
    keys.press("Enter")
    form.get_by_role("status").get_by_text("You predicted: the conclusion stays the same. It stays the same.").wait_for(
        timeout=30_000
    )
    form.get_by_role("img", name="6 rows").wait_for()
    assert out.is_enabled()
    focus(out)
    keys.press("Home")
    form.get_by_role("img", name="7 rows").wait_for()
    focus(form.get_by_label("Method", exact=True))
    for key in ("a", "b", "End"):
        keys.press(key)
    form.get_by_role("status").get_by_text("leaves differences between the studies out").wait_for()
    assert lab.cells() == cells


def test_type_counts_and_an_effect_by_keyboard(open_notebook) -> None:
    lab = open_notebook(EVIDENCE, "Three readings of one trial", "In people")
    lab.run_all()
    cells, keys = lab.cells(), lab.page.keyboard
    form = lab.form("Three readings of one trial")
    reading = form.get_by_role("group", name="Reading 2: from an open database")
    focus(reading.get_by_label("With DBT: people with the event"))
    for count in ("13", "52", "27", "49"):
        keys.type(count)
        keys.press("Tab")
    form.get_by_text("risk ratio 0.45 (0.27 to 0.77)").wait_for()
    box = form.get_by_role("group", name="Reading 1: from percentages").get_by_label("Control: people in the group")
    box.fill('<img src=x onerror="window.bad=1">')
    keys.press("Tab")
    form.get_by_role("status").get_by_text("Enter a whole number").wait_for()
    assert box.input_value().startswith("<img")
    people = lab.form("In people")
    focus(people.get_by_label("Effect", exact=True))
    keys.type("0.79")
    keys.press("Tab")
    keys.type("19")
    keys.press("Tab")
    people.get_by_text("46 filled: with the outcome").filter(visible=True).wait_for()
    assert lab.page.evaluate("() => window.bad") is None and lab.cells() == cells


def test_a_downloaded_database_is_opened_by_keyboard_and_fits_a_telephone(open_notebook, tmp_path) -> None:
    file = tmp_path / "database.csv"
    rows = ["study;condition_arm2;.g;.g_se", "Able 2001;wl;-0,85;0,2", "<img src=x onerror='bad=1'>;cau;-0,3;0,25"]
    file.write_text("\n".join([*rows, "Able 2001;cau;-2,0;0,2", "Cole 2003;wl;-0,1;0,2"]), encoding="utf-8")
    lab = open_notebook(EVIDENCE, "Database explorer")
    lab.run_all()
    form = lab.form("Database explorer")
    with lab.page.expect_file_chooser() as chooser:
        form.get_by_role("button", name="Choose a database").press("Enter")
    chooser.value.set_files([file])
    form.get_by_role("status").get_by_text("database.csv is open.").wait_for()
    form.get_by_role("img", name="3 rows").wait_for()
    assert not form.get_by_text("in favor of the treatment").count()
    focus(form.get_by_label("Compared with", exact=True))
    lab.page.keyboard.type("waiting")
    form.get_by_role("img", name="2 rows").wait_for()
    focus(form.get_by_label("favors"))
    lab.page.keyboard.type("the control")
    form.get_by_text("You said that a value above 0 favors the control group.").wait_for()
    form.get_by_text("Funnel plot: do small studies find something different?").press("Enter")
    form.get_by_role("img", name="Funnel plot: database.csv").wait_for()
    assert lab.page.evaluate("() => window.bad") is None and not lab.outside and lab.axe() == []
    lab.narrow()
    assert form.evaluate("form => form.scrollWidth <= form.clientWidth + 1")
    form.get_by_role("button", name="Close it").press("Enter")
    form.get_by_role("status").get_by_text("The database is closed").wait_for()
