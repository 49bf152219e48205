// The invisible helper of every form. It does what the controls of ipywidgets leave undone:
// names for groups and for unlabeled fields, a status line that is read out, and keys that stay in
// the form, and presses that stay behind what was entered before them. JupyterLab takes letters and
// arrows from a focused control for its own commands; the attribute data-lm-suppress-shortcuts stops
// that, but only on the focused element itself.

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

/**
 * Let the press of a button wait until everything entered before it has arrived in the kernel.
 *
 * ipywidgets sends one change of a control at a time and holds the next one back, but sends a press
 * at once: when the kernel is busy, "Check my answer" overtakes the answer. The kernel's echo comes
 * after all that was on its way.
 */
function keepOrder(model, form, signal) {
  const waiting = [];
  let entered = false;
  let passing = false;
  const note = ({ target }) => {
    if (!target.closest?.(".widget-button")) entered = true;
  };
  for (const kind of ["input", "change", "pointerup"]) {
    document.addEventListener(kind, note, { capture: true, signal }); // another form counts: think of Save
  }
  const hold = (event) => {
    const button = event.target.closest(".widget-button");
    if (!button || passing || !(entered || waiting.length)) return;
    event.stopImmediatePropagation();
    if (!waiting.length) model.send({ echo: true });
    entered = false;
    waiting.push(button);
  };
  form.addEventListener("click", hold, { capture: true, signal });
  const release = () => {
    passing = true;
    for (const button of waiting.splice(0)) button.click();
    passing = false;
  };
  model.on("msg:custom", release);
  signal.addEventListener("abort", () => model.off("msg:custom", release));
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
