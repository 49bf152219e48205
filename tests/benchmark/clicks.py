"""P1: from an event to changed pixels in JupyterLab, 30 changes each, all in one page of one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import nbformat

from tests.benchmark.browser import Lab
from tests.benchmark.table import Measure, summary

CHANGES = 30
PLOT = "ax.bar(range(7), [x] * 7); ax.set_ylim(0, 100)"
CELLS = {
    "interact + plt.subplots": (
        "import matplotlib.pyplot as plt\nfrom ipywidgets import interact\n"
        f"def draw(x=20):\n    fig, ax = plt.subplots(); {PLOT}; plt.show()\ninteract(draw, x=(0, 100));"
    ),
    "ipympl": (
        "%matplotlib widget\nimport matplotlib.pyplot as plt, ipywidgets\nfig, ax = plt.subplots()\n"
        "bars = ax.bar(range(7), [20] * 7); ax.set_ylim(0, 100)\nslider = ipywidgets.IntSlider(20)\n"
        "def draw(change):\n    [bar.set_height(change.new) for bar in bars]; fig.canvas.draw()\n"
        "slider.observe(draw, 'value'); ipywidgets.VBox([slider, fig.canvas])"
    ),
    "anywidget, round trip to Python": (
        "import anywidget, traitlets\nclass Count(anywidget.AnyWidget):\n"
        "    _esm = '''export default {render({model, el}) { const b = document.createElement(\"button\");"
        ' b.className = "bench"; b.onclick = () => {model.set("n", model.get("n") + 1); model.save_changes();};'
        ' model.on("change:twice", () => b.textContent = model.get("twice")); el.append(b);'
        " b.textContent = \"0\";}}'''\n"
        "    n = traitlets.Int(0).tag(sync=True); twice = traitlets.Int(0).tag(sync=True)\n"
        "count = Count(); count.observe(lambda c: setattr(count, 'twice', 2 * c.new), 'n'); count"
    ),
}
OURS = {
    "week": "from iopedu import care, forms\nforms.WeekPlanner(record=care.example_plan())",
    "rating": "from iopedu import forms\nforms.Dial()",
    "say": 'from iopedu import forms\nforms.SayIt("08")',
    "client": "from iopedu import forms\nforms.ClientSession('aisha_chain')",
}
PROBE = """() => { window.probe = (target, event) => new Promise(done => {
  let start = null; setTimeout(() => done(-1), 4000);
  window.addEventListener(event, () => { start = performance.now(); }, {capture: true, once: true});
  const finish = () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
  const canvas = target.querySelector("canvas");
  if (canvas) {
    const look = () => canvas.toDataURL().length + canvas.toDataURL().slice(-4000);
    const before = look();
    const wait = () => {
      if (start !== null && look() !== before) done(performance.now() - start); else requestAnimationFrame(wait);
    };
    wait(); return;
  }
  const watcher = new MutationObserver(() => {
    if (start === null) return;
    watcher.disconnect();
    const image = target.querySelector("img");
    if (image && !image.complete) image.decode().then(finish, finish); else finish();
  });
  watcher.observe(target, {childList: true, subtree: true, attributes: true, characterData: true});
}); }"""


def _times(
    page: Any, target: Any, event: str, act: Callable[[int], None], prepare: Callable[[int], None] = lambda _at: None
) -> list[float]:
    """Return milliseconds from the event to the frame after the change, for each change."""
    found = []
    for at in range(CHANGES):
        prepare(at)
        page.wait_for_timeout(300)
        waiting = page.evaluate_handle("([t, e]) => ({p: window.probe(t, e)})", [target.element_handle(), event])
        act(at)
        found.append(waiting.evaluate("w => w.p"))
    return [time for time in found if time > 0]


def measures() -> Iterator[Measure]:
    """Yield the time of one change for each way to show it, each in a notebook of its own."""
    with Lab() as lab:
        base = None
        for name, code in CELLS.items():
            with _opened(lab, code) as (page, output):
                found = summary(name, _other(page, output), "ms", than=base)
            base = base or found
            yield found
        for code, measure in (
            (OURS["week"], _week),
            (OURS["rating"], _dial),
            (OURS["say"], _say),
            (OURS["client"], _client),
        ):
            with _opened(lab, code) as (page, output):
                yield from measure(page, output, base)


@contextmanager
def _opened(lab: Lab, code: str) -> Iterator[tuple[Any, Any]]:
    """Give a page with one cell that has run, and the output of that cell."""
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    book = nbformat.v4.new_notebook(metadata={"kernelspec": kernel}, cells=[nbformat.v4.new_code_cell(code)])
    nbformat.write(book, lab.folder / "probe.ipynb")
    lab_page = lab.open("probe.ipynb", viewport={"width": 1280, "height": 1600})
    lab_page.run_all()
    lab_page.page.wait_for_timeout(2000)
    lab_page.page.evaluate(PROBE)
    try:
        yield lab_page.page, lab_page.page.locator(".jp-Cell-outputArea").first
    finally:
        lab_page.close()


def _other(page: Any, output: Any) -> list[float]:
    output.scroll_into_view_if_needed()
    button = output.locator("button.bench")
    if button.count():
        return _times(page, output, "click", lambda _at: button.click())
    output.get_by_role("slider").first.focus()
    figure = output.locator(
        ".widget-interact .jp-OutputArea, .widget-output, .jupyter-matplotlib"
    ).last  # not the slider's own number
    return _times(page, figure, "keydown", lambda _at: page.keyboard.press("ArrowRight"))


def _week(page: Any, output: Any, base: Measure | None) -> Iterator[Measure]:
    grid = output.locator("table[role=grid]").first
    grid.locator("td[role=gridcell]").nth(14 * 7 + 5).focus()

    def choose(at: int) -> None:
        page.keyboard.press("wf"[at % 2])

    def paint(_at: int) -> None:
        page.keyboard.press("Space")

    yield summary("iopedu: the week, a key paints", _times(page, grid, "keydown", paint, choose), "ms", than=base)
    heap = "() => performance.memory.usedJSHeapSize / 1e6"
    before = page.evaluate(heap)
    for at in range(200):
        choose(at)
        paint(at)
    page.wait_for_timeout(1500)
    after = page.evaluate(heap)
    yield Measure("iopedu: heap after 200 changes of the week", after, "MB", note=f"{before:.1f} MB before")


def _dial(page: Any, output: Any, base: Measure | None) -> Iterator[Measure]:
    output.get_by_role("slider").first.focus()
    found = _times(page, output, "keydown", lambda at: page.keyboard.press("ArrowRight" if at % 9 < 8 else "Home"))
    yield summary("iopedu: a dial, a key turns", found, "ms", than=base)


def _say(page: Any, output: Any, base: Measure | None) -> Iterator[Measure]:
    go = output.locator("button.mod-primary")
    answer = output.locator(".iop-status .widget-html-content").first  # around it the press itself moves parts
    box = output.get_by_role("textbox", name="Your reply")

    def prepare(at: int) -> None:
        """Do what the step asks for, up to the press that ends it."""
        page.wait_for_timeout(700)  # the step before is drawn, and its boxes are gone
        marks = output.locator(".iop-group:has(input[type=radio]):visible").all()
        for radios in (mark.get_by_role("radio") for mark in marks):
            radios.nth(at % radios.count()).focus()
            page.keyboard.press("Space")
        if box.is_visible():
            box.fill(f"You sound worn out by turn {at} of this.")
            box.press("Tab")

    def act(_at: int) -> None:
        go.focus()
        page.keyboard.press("Enter")

    found = _times(page, answer, "click", act, prepare)
    yield summary("iopedu: say it, a press answers", found, "ms", than=base)


def _client(page: Any, output: Any, base: Measure | None) -> Iterator[Measure]:
    answer = output.get_by_role("status").first

    def choose(at: int) -> None:
        if at % 4 == 0 and at:
            output.get_by_label("Turn to go back to").select_option(index=0)
            output.get_by_role("button", name="Try again from there").click()
            page.wait_for_timeout(300)
        output.get_by_role("radiogroup").first.get_by_role("radio").nth(1).check()

    def press(_at: int) -> None:
        output.get_by_role("button", name="Say it").click()

    found = _times(page, answer, "click", press, choose)
    yield summary("iopedu: a client answers a reply", found, "ms", than=base)
