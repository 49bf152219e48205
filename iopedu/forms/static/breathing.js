// The clock of paced breathing and of guided practices. Python made the schedule; this draws where it
// is, and tells Python only when it starts, pauses, stops, and when a whole breath is done.

/** The step that runs at a time in seconds, or undefined after the end. */
function stepAt(steps, seconds) {
  return steps.find((step) => step.at <= seconds && seconds < step.at + step.seconds);
}

/** Size of the circle at that time, from 0 to 1, with a soft turn at both ends. */
function sizeAt(step, seconds) {
  const share = Math.min(1, Math.max(0, (seconds - step.at) / step.seconds));
  const soft = (1 - Math.cos(Math.PI * share)) / 2;
  return step.before + (step.after - step.before) * soft;
}

/** Whole seconds left in a step; never less than 1 while it runs. */
function left(step, seconds) {
  return Math.max(1, Math.ceil(step.at + step.seconds - seconds));
}

function render({ model, el }) {
  const texts = model.get("texts");
  const keys = { type: "button", class: "jupyter-button", "data-lm-suppress-shortcuts": "true" };
  const start = make("button", keys, texts.start);
  const stop = make("button", keys, texts.stop);
  const box = make("input", { type: "checkbox", "data-lm-suppress-shortcuts": "true" });
  const only = make("label", { class: "iop-pace-only" }, box, texts.words_only);
  const circle = make("div", { class: "iop-pace-circle" });
  const says = make("div", { class: "iop-pace-says", role: "status", "aria-live": "polite" });
  const count = make("div", { class: "iop-pace-count", "aria-hidden": "true" });
  const stage = make("div", { class: "iop-pace-stage" }, make("div", { class: "iop-pace-ring" }, circle), says, count);
  const note = make("p", { class: "iop-pace-note" });
  el.classList.add("iop-pace");
  el.setAttribute("role", "group");
  el.append(stage, make("div", { class: "iop-pace-row" }, start, stop, only), note);

  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let frame = 0;
  let state = "stopped";
  let spent = 0; // seconds before the last start or go-on
  let since = 0; // when that was
  let shown = null;

  const tell = (values) => {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
  };
  const say = (text) => {
    if (says.textContent !== text) says.textContent = text;
  };
  const become = (next) => {
    state = next;
    el.dataset.state = next;
    start.textContent = { running: texts.pause, paused: texts.go_on }[next] ?? texts.start;
    start.toggleAttribute("data-iop-waits", next !== "running"); // a start needs the boxes, a pause does not
    stop.disabled = next !== "running" && next !== "paused";
  };
  const draw = () => {
    el.setAttribute("aria-label", model.get("label"));
    note.textContent = model.get("note");
    box.checked = model.get("words_only");
    only.hidden = !model.get("moves");
    el.dataset.flat = String(box.checked || !model.get("moves"));
  };
  const rest = (text) => {
    cancelAnimationFrame(frame);
    circle.style.transform = "scale(0.35)";
    count.textContent = "";
    shown = null;
    say(text);
  };
  const finish = (next) => {
    become(next);
    rest(next === "finished" ? model.get("closing") : texts.stopped);
    tell({ state: next, ...(next === "finished" ? { cycles: model.get("steps").at(-1).cycle } : {}) });
  };
  const tick = (now) => {
    const seconds = spent + (now - since) / 1000;
    const step = stepAt(model.get("steps"), Math.max(0, seconds));
    if (!step) return finish("finished");
    if (step !== shown) {
      if (shown && step.cycle > shown.cycle) tell({ cycles: shown.cycle });
      shown = step;
      say(step.says);
    }
    const digits = String(left(step, seconds));
    if (count.textContent !== digits) count.textContent = digits;
    if (!calm.matches) circle.style.transform = `scale(${0.35 + 0.65 * sizeAt(step, seconds)})`;
    frame = requestAnimationFrame(tick);
  };
  const run = () => {
    if (!model.get("steps").length) return rest(texts.unread);
    if (state !== "paused") {
      spent = 0;
      tell({ cycles: 0 });
    }
    since = performance.now();
    become("running");
    tell({ state });
    frame = requestAnimationFrame(tick);
  };
  const pause = () => {
    cancelAnimationFrame(frame);
    spent += (performance.now() - since) / 1000;
    become("paused");
    tell({ state });
  };
  const hidden = () => document.hidden && state === "running" && pause();
  const renew = () => {
    if (state === "running" || state === "paused") finish("stopped");
  };

  start.addEventListener("click", () => (state === "running" ? pause() : run()));
  stop.addEventListener("click", () => finish("stopped"));
  box.addEventListener("change", () => tell({ words_only: box.checked }));
  document.addEventListener("visibilitychange", hidden);
  model.on("change:steps", renew);
  model.on("change:label change:note change:words_only change:moves", draw);
  draw();
  become("stopped");
  rest(texts.ready);
  return () => {
    cancelAnimationFrame(frame);
    document.removeEventListener("visibilitychange", hidden);
    model.off("change:steps", renew);
    model.off("change:label change:note change:words_only change:moves", draw);
  };
}

export default { render };
