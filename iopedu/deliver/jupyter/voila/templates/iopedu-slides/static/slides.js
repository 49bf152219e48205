// What a class needs beyond Reveal: keys that stay in a form, and a long slide that is read to its end before it turns.

const slides = document.querySelector(".slides");
const INSIDE = "button, input, select, textarea, summary, a[href], [tabindex]:not(section)";
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

/** Say that there is more; this is seen only, as a screen reader reads the whole slide anyway. */
function hint() {
  const slide = current();
  if (!slide) return;
  fit(slide);
  document.body.classList.toggle("iop-more", below(slide) > 8);
}

// Before Reveal, which listens at the document.
window.addEventListener(
  "keydown",
  (event) => {
    if (event.target.closest?.(INSIDE)) return;
    const slide = current();
    const step = 0.8 * slide.clientHeight;
    const way = DOWN.includes(event.key) && !event.shiftKey ? 1 : UP.includes(event.key) ? -1 : 0;
    const left = way > 0 ? below(slide) : way < 0 ? slide.scrollTop : 0;
    if (left <= 8) return;
    event.preventDefault();
    event.stopPropagation();
    slide.scrollBy({ top: way * Math.min(step, left), behavior: "instant" });
  },
  true,
);
slides.addEventListener("keydown", (event) => {
  if (event.target.closest(INSIDE)) event.stopPropagation();
});
slides.addEventListener("scroll", hint, true);
new ResizeObserver(hint).observe(slides);
new MutationObserver(hint).observe(slides, { subtree: true, childList: true, attributeFilter: ["class", "open"] });
