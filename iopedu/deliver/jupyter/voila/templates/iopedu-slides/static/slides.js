// What a class needs beyond Reveal: keys that a form needs stay there, a long table is turned like a page before the
// slide is, and the notes stand in a window of their own.

const slides = document.querySelector(".slides");
const TYPED = "textarea, input:not([type=radio], [type=checkbox], [type=file])";
const MOVED = "select, input[type=radio], [role=slider], [role=grid], [role=radiogroup]";
const PRESSED = "button, summary, a[href], input";
const ARROWS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"];
const DOWN = ["PageDown", "ArrowDown", " "];
const UP = ["PageUp", "ArrowUp"];

/** The slide on the screen: the one that scrolls. */
function current() {
  return slides.querySelector("section.present > section.present") ?? slides.querySelector(":scope > section.present");
}

/** How many pixels of the slide are still below the screen. */
function below(slide) {
  return slide.scrollHeight - slide.clientHeight - slide.scrollTop;
}

/** Prose is never cut off: where it is too long for the screen, its type gets one size smaller. */
function fit(slide) {
  const dense = slide.classList.contains("iop-dense"); // adding it again would wake the observer again, for ever
  if (!dense && below(slide) > 0 && !slide.querySelector(".jp-OutputArea")) slide.classList.add("iop-dense");
}

/** Tables by their slides: all rows, where what is shown begins and ends, and where the parts before began. */
const parts = new WeakMap();

/** Leave something for a later part of a slide. */
function later(element, is) {
  element.classList.toggle("iop-later", is);
}

/** Show as many rows as fit, from this one on; from -1, what stands before the table alone. */
function show(slide, rows, from, before) {
  let to = Math.max(from, 0);
  rows.forEach((row, at) => later(row, at !== from));
  for (const cell of slide.querySelectorAll("[cell-index]:not(:has(.iop-t))")) later(cell, before.length > 0);
  const after = [...slide.querySelectorAll(".iop :is(.iop-note, details):not(:has(.iop-t))")].filter(
    (element) => rows.at(-1).compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  for (const element of after) later(element, true);
  if (from >= 0) {
    for (to++; to < rows.length && below(slide) <= 0; to++) later(rows[to], false);
    if (to > from + 1 && below(slide) > 0) later(rows[--to], true);
  }
  for (const element of after) later(element, to < rows.length);
  if (to === rows.length && to > from + 1 && below(slide) > 0) { // the notes take a part of their own
    later(rows[--to], true);
    for (const element of after) later(element, true);
  }
  for (const table of slide.querySelectorAll(".iop-t")) later(table, !table.querySelector("tbody tr:not(.iop-later)"));
  parts.set(slide, { rows, from, to, before });
}

/** Divide a slide that is too long for the screen at the rows of its tables. */
function divide(slide) {
  const rows = slide.querySelector(".iop-form") ? [] : [...slide.querySelectorAll(".iop-t tbody tr")];
  const known = parts.get(slide);
  if (rows.length > 1 && rows[0] !== known?.rows[0] && below(slide) > 0) {
    show(slide, rows, 0, []);
    if (below(slide) > 0) show(slide, rows, -1, []);
  }
  return parts.get(slide);
}

/** Say that there is more; this is seen only, as a screen reader reads the whole slide anyway. */
function hint() {
  const slide = current();
  if (!slide) return;
  fit(slide);
  const part = divide(slide);
  document.body.classList.toggle("iop-more", below(slide) > 8 || part?.to < part?.rows.length);
}

/** Whether what is in focus needs this key itself. */
function keeps(target, key) {
  if (target.closest(TYPED)) return !["PageDown", "PageUp"].includes(key);
  if (target.closest("select") && key.length === 1) return true; // it goes to the option that begins so
  if (target.closest(MOVED)) return ARROWS.includes(key) || [" ", "Enter"].includes(key);
  return Boolean(target.closest(PRESSED)) && [" ", "Enter"].includes(key);
}

/** Read on, or back, on this slide; false when there is nothing left of it in this direction. */
function read(slide, way) {
  const left = way > 0 ? below(slide) : slide.scrollTop;
  const part = parts.get(slide);
  if (left > 8) slide.scrollBy({ top: way * Math.min(0.8 * slide.clientHeight, left), behavior: "instant" });
  else if (way > 0 && part?.to < part?.rows.length) show(slide, part.rows, part.to, [...part.before, part.from]);
  else if (way < 0 && part?.before.length) show(slide, part.rows, part.before.at(-1), part.before.slice(0, -1));
  else return false;
  return true;
}

/** Open what the teaching guide says, for the screen that the class does not see. */
function notes() {
  const opened = window.open("", "iopedu-notes", "width=720,height=800");
  if (!opened || opened.document.body.childElementCount) return opened?.focus();
  opened.document.write(document.getElementById("iopedu-notes").innerHTML);
  opened.document.close();
}

// Before Reveal, which listens at the document.
window.addEventListener(
  "keydown",
  (event) => {
    const target = event.target;
    const stop = () => (event.preventDefault(), event.stopPropagation());
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && target.closest?.(TYPED)) return stop(), target.blur();
    if (target.closest && keeps(target, event.key)) return;
    if (event.key.toLowerCase() === "s") return stop(), notes();
    const way = DOWN.includes(event.key) && !event.shiftKey ? 1 : UP.includes(event.key) ? -1 : 0;
    const slide = current();
    if (way && slide && read(slide, way)) return stop(), hint();
    // Reveal turns no slide while a field has the focus.
    if (target.closest?.(`${TYPED}, ${MOVED}, ${PRESSED}`)) target.blur();
  },
  true,
);
slides.addEventListener("keydown", (event) => {
  if (keeps(event.target, event.key)) event.stopPropagation();
});
slides.addEventListener("scroll", hint, true);
new ResizeObserver(hint).observe(slides);
new MutationObserver(hint).observe(slides, { subtree: true, childList: true, attributeFilter: ["class", "open"] });
