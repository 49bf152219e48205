// The invisible helper of every form. It does what the controls of ipywidgets leave undone:
// names for groups and for unlabeled fields, a status line that is read out and stands where the hand
// is, keys that stay in the form, presses that stay behind what was entered before them, and typing that
// is told to the kernel while a box is still being filled in. JupyterLab takes letters and arrows from a focused
// control for its own commands; the attribute data-lm-suppress-shortcuts stops that, but only on the focused element
// itself.

const FOCUSABLE = "input, select, textarea, button, a[href], summary, [tabindex]";

/** Text of the visible label of a control box, or "". */
function labelOf(box) {
  return box?.querySelector(":scope > .widget-label")?.textContent.trim() ?? "";
}

/** Set an attribute only where it differs, so that watching the form does not go in circles. */
function set(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Mend everything inside one form. Safe to call again and again. */
function mend(form, title) {
  set(form, "role", "group");
  set(form, "aria-label", title);
  for (const element of form.querySelectorAll(FOCUSABLE)) set(element, "data-lm-suppress-shortcuts", "true");
  for (const element of form.querySelectorAll('[title="null"]')) element.removeAttribute("title");
  for (const status of form.querySelectorAll(".iop-status")) {
    set(status, "role", "status");
    set(status, "aria-live", "polite");
  }
  for (const panel of form.querySelectorAll(":scope > .iop-first")) {
    const head = panel.querySelector(".iop-first-head");
    const name = head?.textContent.trim() ?? "";
    set(panel, "role", name ? "group" : "none"); // nothing to announce while it is empty
    set(panel, "aria-label", name);
    if (head) set(head, "aria-live", "polite"); // read out when another kind is found, and not with each letter
  }
  for (const upload of form.querySelectorAll(".jupyter-button.widget-upload")) {
    const text = upload.lastChild; // "Load a file (0)": the number of files says nothing here
    if (text?.nodeType === Node.TEXT_NODE) text.data = text.data.replace(/ \(\d+\)$/, "");
  }
  for (const box of form.querySelectorAll(".widget-radio")) {
    set(box, "role", "radiogroup");
    set(box, "aria-label", labelOf(box) || box.closest(".iop-group")?.dataset.iopName || title);
  }
  for (const group of form.querySelectorAll(".iop-group")) {
    const name = group.querySelector(".iop-legend")?.textContent.trim();
    if (!name) continue;
    set(group, "role", "group");
    set(group, "aria-label", name);
    for (const box of group.querySelectorAll(".widget-radio")) set(box, "aria-label", name);
  }
}

const PRESSED = "button, label, [type=checkbox], [type=radio]";
const WAITS = ".widget-button, [data-iop-waits]"; // a module marks a button of its own that needs what was entered

const HEARD = ".widget-button:enabled"; // Python hears of its press, and judges it
const REST = 50; // milliseconds after which what was chosen is followed by an echo

/**
 * Let the press of a button wait until everything entered before it has arrived in the kernel.
 *
 * A box tells its value when it loses the focus, which a mouse takes as it goes down: the answer then moves, closes or
 * replaces a button that is still held, and the press is lost. So a press takes the focus when it is over.
 *
 * ipywidgets sends one change of a control at a time and holds the next one back, but sends a press at once: when the
 * kernel is busy, "Check my answer" overtakes the answer. After one echo of the kernel all of it is on its way, and a
 * press that Python hears of comes behind it. A second echo comes after what the kernel made of it, which any other
 * button needs. What is chosen is followed by both before anything is pressed, so that most presses wait for nothing.
 */
function keepOrder(model, form, signal) {
  const view = Math.random(); // a form may stand on the page twice
  const echoed = { 1: 0, 2: 0 };
  const waiting = [];
  let entered = 0;
  let asked = 0;
  let timer;
  let passing = false;
  const ask = () => {
    if (asked < entered) model.send({ echo: 1, view, entered: asked = entered });
  };
  const note = ({ target, type }) => {
    if (target.closest?.(WAITS)) return;
    entered += 1;
    if (!form.contains(target) || (type !== "change" && target.matches(BOXES))) return; // not with each letter
    clearTimeout(timer);
    timer = setTimeout(ask, REST);
  };
  for (const kind of ["input", "change", "pointerup", "click", "keydown"]) {
    document.addEventListener(kind, note, { capture: true, signal }); // another form counts: think of Save
  }
  form.addEventListener("mousedown", (event) => {
    if (event.button === 0 && event.target.closest(PRESSED)) event.preventDefault();
  }, { signal });
  const mayGo = ({ button, after }) => echoed[button.matches(HEARD) ? 1 : 2] >= after;
  const hold = (event) => {
    if (passing) return;
    event.target.closest(PRESSED)?.focus({ preventScroll: true });
    const button = event.target.closest(WAITS);
    const press = { button, after: entered };
    if (!button || (!waiting.length && mayGo(press))) return;
    event.stopImmediatePropagation();
    waiting.push(press);
    ask();
  };
  form.addEventListener("click", hold, { capture: true, signal });
  const release = (message) => {
    if (message.view !== view) return;
    echoed[message.echo] = message.entered;
    passing = true;
    while (waiting.length && mayGo(waiting[0])) waiting.shift().button.click();
    passing = false;
    if (message.echo === 1) model.send({ ...message, echo: 2 });
  };
  model.on("msg:custom", release);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    model.off("msg:custom", release);
  });
}

const SOON = 400; // milliseconds between the first key and the message about it

/** Tell the kernel what stands in the boxes of a form, so that it outlives the page and the kernel. */
function tellTyped(model, form, signal) {
  let timer;
  let typedBefore = false;
  let held = false; // what the kernel answers may move a button from under the pointer
  for (const kind of ["pointerdown", "pointerup", "pointercancel"]) {
    addEventListener(kind, () => { held = kind === "pointerdown"; }, { signal, capture: true });
  }
  const isOwn = (element) => element.closest(".iop-form") === form; // a form may hold another one, as its example
  const tell = () => {
    timer = held ? setTimeout(tell, SOON / 4) : undefined;
    if (held) return;
    const typed = {};
    const seen = {};
    for (const field of [...form.querySelectorAll(BOXES)].filter(isOwn)) {
      const label = labelOf(field.closest(".widget-text, .widget-textarea"));
      seen[label] = (seen[label] ?? -1) + 1;
      typed[`${label}#${seen[label]}`] = field.value; // also an empty one: what stood there is gone
    }
    model.send({ typed });
  };
  form.addEventListener("input", ({ target }) => {
    if (!target.matches(BOXES) || !isOwn(target)) return;
    typedBefore = true;
    timer ??= setTimeout(tell, SOON);
  }, { signal });
  form.addEventListener("click", ({ target }) => {
    if (typedBefore && target.closest("button")) timer ??= setTimeout(tell, SOON); // a press may have taken it
  }, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
}

/** Offer a page that Python has written, as a link below what was said. */
function offerPages(model, form, signal) {
  const offer = ({ page, words }) => {
    if (!page) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([page], { type: "text/html" }));
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = words;
    form.querySelector(":scope > .iop-status .iop-said")?.append(link);
  };
  model.on("msg:custom", offer);
  signal.addEventListener("abort", () => model.off("msg:custom", offer));
}

function render({ model, el }) {
  el.classList.add("iop-companion");
  const gone = new AbortController();
  let watcher;
  let frame;
  const start = () => {
    const form = el.closest(".iop-form");
    if (!form) {
      frame = requestAnimationFrame(start); // not on the page yet
      return;
    }
    const again = () => mend(form, model.get("title"));
    again();
    watcher = new MutationObserver(again);
    watcher.observe(form, { childList: true, subtree: true });
    keepOrder(model, form, gone.signal);
    tellTyped(model, form, gone.signal);
    sayNearby(form, gone.signal);
    offerPages(model, form, gone.signal);
    form.dataset.iopReady = "true";
  };
  start();
  return () => {
    cancelAnimationFrame(frame);
    gone.abort();
    watcher?.disconnect();
  };
}

export default { render };
