// A week to paint on: 7 days by 24 hours, two half hours in each cell. The stroke follows the hand here, in the page;
// when it is let go, one message tells Python, which decides what becomes of the week and of the program over it.

const place = (at) => ({ day: Math.floor(at / 24), hour: at % 24 });
const KEYS = { "data-lm-suppress-shortcuts": "true" };
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEPS = { ...ARROWS, Home: [-7, 0], End: [7, 0], PageUp: [0, -6], PageDown: [0, 6] };

/** The days and hours between two cells, both included. */
function between(a, b) {
  const range = (one, other) => [Math.min(one, other), Math.max(one, other)];
  return { days: range(a.day, b.day), hours: range(a.hour, b.hour) };
}

/** Whether a cell lies in a rectangle; none lies in null. */
function inside(area, day, hour) {
  return area !== null && day >= area.days[0] && day <= area.days[1] && hour >= area.hours[0] && hour <= area.hours[1];
}

/** The name of a cell for a screen reader: what both halves hold, or one after the other. */
const cellName = (texts, day, [time, later], [first, second]) =>
  fill(first === second ? texts.hour : texts.halves, { day, time, later, first, second });

/** What stands in half a cell: P program, › the way to it, ! conflict. */
function sign(kind, mark) {
  return (kind === "f" ? "" : kind.toUpperCase()) + { ".": "", p: "P", t: "›", P: "!", T: "!" }[mark];
}

function half([kind, mark]) {
  const look = `iop-k-${kind}${mark === "." ? "" : ` iop-m-${mark.toLowerCase()}`}${/[PT]/.test(mark) ? " iop-clash" : ""}`;
  return make("span", { class: look, "aria-hidden": "true" }, sign(kind, mark));
}

function render({ model, el }) {
  const [days, kinds, marked, texts, times] = ["days", "kinds", "marked", "texts", "times"].map((name) => model.get(name));
  const [words, cells] = [Object.fromEntries(kinds), []];
  let [focus, anchor, dragging, pending] = [{ day: 0, hour: 8 }, null, false, null]; // pending: painted, not yet answered

  const wide = (text, more) => [text, make("span", { class: "iop-wide" }, more)]; // the second part needs room
  const header = (name) => make("th", { scope: "col", role: "columnheader", "aria-label": name }, ...wide(name.slice(0, 2), name[2]));
  const parted = (time) => time.replace(":00", "").split(/(?= )/);
  const line = (hour) => {
    const cell = (at) => (cells[at] = make("td", { role: "gridcell", "data-at": at, ...KEYS }));
    const own = days.map((_, day) => cell(day * 24 + hour));
    return make("tr", { role: "row" }, make("th", { scope: "row", role: "rowheader" }, ...wide(...parted(times[2 * hour]))), ...own);
  };
  const head = make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, make("td", {}), ...days.map(header)));
  const body = make("tbody", { role: "rowgroup" }, ...[...Array(24).keys()].map(line));
  const grid = make("table", { role: "grid", "aria-label": model.get("label"), "aria-multiselectable": "true" }, head, body);
  const said = make("p", { class: "iop-week-said", "aria-live": "polite" });
  const group = `iop-brush-${Math.random().toString(36).slice(2)}`; // joins the radio buttons in this page only
  const brushes = kinds.map(([letter, word]) => {
    const input = make("input", { type: "radio", name: group, value: letter, ...KEYS });
    input.addEventListener("change", () => choose(letter));
    return make("label", { class: `iop-k-${letter}` }, input, make("b", {}, letter.toUpperCase()), ` ${word}`);
  });
  el.classList.add("iop-week");
  el.append(make("fieldset", { class: "iop-brushes" }, make("legend", {}, texts.legend), ...brushes), grid, said);

  const area = () => between(anchor ?? focus, focus);
  const draw = () => {
    const [slots, marks, brush] = ["slots", "marks", "brush"].map((trait) => model.get(trait));
    const shown = dragging ? { ...area(), kind: brush } : pending;
    const chosen = anchor ? area() : null;
    cells.forEach((cell, at) => {
      const { day, hour } = place(at);
      const kind = inside(shown, day, hour) ? shown.kind : null;
      const halves = [2 * at, 2 * at + 1].map((slot) => [kind ?? slots[slot], marks[slot]]);
      const [here, selected] = [day === focus.day && hour === focus.hour, inside(chosen, day, hour)];
      const state = `${halves} ${here} ${selected}`;
      if (cell.dataset.state === state) return;
      cell.dataset.state = state;
      cell.replaceChildren(...(`${halves[0]}` === `${halves[1]}` ? halves.slice(1) : halves).map(half));
      const names = halves.map(([letter, mark]) => fill(marked[mark], { kind: words[letter] }));
      cell.setAttribute("aria-label", cellName(texts, days[day], times.slice(2 * hour, 2 * hour + 2), names));
      cell.setAttribute("aria-selected", String(selected));
      cell.tabIndex = here ? 0 : -1;
    });
    brushes.forEach((label) => (label.firstChild.checked = label.firstChild.value === brush));
  };
  const tell = () => {
    const { days: [from, to], hours: [start, end] } = area();
    const which = fill(from === to ? "{first}" : texts.days, { first: days[from], last: days[to] });
    const told = { days: which, start, end: end + 1, kind: words[model.get("brush")] };
    said.textContent = fill(dragging ? texts.let_go : texts.press, told);
  };
  const rest = (painted) => {
    [anchor, dragging, pending, said.textContent] = [null, false, painted, ""];
    draw();
  };
  const put = (trait, value) => (model.set(trait, value), model.save_changes());
  const choose = (letter) => (put("brush", letter), tell());
  const send = (kind) => {
    put("stroke", { ...area(), kind, n: model.get("stroke").n + 1 });
    rest({ ...area(), kind });
  };
  const move = ({ day, hour }, from) => {
    [focus, anchor] = [{ day: Math.max(0, Math.min(6, day)), hour: Math.max(0, Math.min(23, hour)) }, from];
    draw();
    cells[focus.day * 24 + focus.hour].focus({ preventScroll: dragging });
    if (anchor) tell();
  };
  const cellAt = (event) => {
    const found = el.getRootNode().elementFromPoint(event.clientX, event.clientY)?.closest("[data-at]");
    return found && grid.contains(found) ? place(Number(found.dataset.at)) : null;
  };
  grid.addEventListener("pointerdown", (event) => {
    const cell = event.button === 0 && cellAt(event);
    if (!cell) return;
    event.preventDefault(); // no text is selected on the way
    grid.setPointerCapture(event.pointerId);
    dragging = true;
    move(cell, cell);
  });
  grid.addEventListener("pointermove", (event) => {
    const cell = dragging && cellAt(event);
    if (cell && (cell.day !== focus.day || cell.hour !== focus.hour)) move(cell, anchor);
  });
  grid.addEventListener("pointerup", () => dragging && send(model.get("brush")));
  grid.addEventListener("pointercancel", () => rest(null));
  grid.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [step, letter] = [STEPS[event.key], event.key.toLowerCase()];
    const to = step && { day: focus.day + step[0], hour: focus.hour + step[1] };
    if (to) move(to, event.shiftKey ? (anchor ?? focus) : null);
    else if (event.key === " " || event.key === "Enter") send(model.get("brush"));
    else if (event.key === "Delete" || event.key === "Backspace") send("f");
    else if (event.key === "Escape") rest(null);
    else if (letter in words) choose(letter);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const answered = () => {
    if (model.get("seen") === model.get("stroke").n) pending = null;
    draw();
  };
  model.on("change:slots change:marks change:seen change:brush", answered);
  draw();
  return () => model.off("change:slots change:marks change:seen change:brush", answered);
}

export default { render };
