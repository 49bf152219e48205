// Where a form says something: below the part that is used, so that no box moves under the hand, and once more at the
// edge of the window where that is out of sight. It stands before companion.js, which starts it.

const BOXES = ".widget-text input, .widget-textarea textarea";

/** Keep what a form has to say where the hand is: below the part that was used, and in sight in a long part. */
function sayNearby(form, signal) {
  const status = form.querySelector(":scope > .iop-status");
  const first = form.querySelector(":scope > .iop-first");
  if (!status || !first) return;
  const note = document.createElement("div");
  note.setAttribute("aria-hidden", "true"); // what it shows is read out where it stands
  const hide = () => note.remove();
  const inSight = (part, least) => {
    const { top, bottom } = part.getBoundingClientRect();
    return top >= 0 && Math.min(bottom, top + least) <= innerHeight;
  };
  const show = () => {
    const waits = first.querySelector(".iop-said");
    const part = waits ? first : status;
    const said = waits || status.querySelector(".iop-said");
    const { left, width, top: above, bottom: below } = form.getBoundingClientRect();
    if (!said || inSight(part, waits ? 120 : Infinity) || below < 0 || above > innerHeight) return hide();
    const head = waits && first.querySelector(".iop-first-head").cloneNode(true);
    head?.removeAttribute("aria-live");
    note.replaceChildren(...(head ? [head] : []), said.cloneNode(true));
    for (const more of note.querySelectorAll("details")) more.remove();
    note.className = waits ? "iop-nearby iop-nearby-first" : "iop-nearby";
    note.style.left = `${Math.max(left, 8)}px`;
    note.style.width = `${Math.min(width, innerWidth - 16)}px`;
    document.body.append(note);
    const box = document.activeElement?.matches(BOXES) && document.activeElement.getBoundingClientRect();
    const covers = box && box.bottom > innerHeight - note.offsetHeight - 16;
    note.style.inset = covers ? "12px auto auto" : "auto auto 12px";
    note.style.left = `${Math.max(left, 8)}px`;
  };
  /** Put what is said below the part that is used, and keep the box that is typed in where it is. */
  const move = (target) => {
    const parts = [...form.children];
    const used = parts.findIndex((part) => part !== status && part !== first && part.contains(target));
    if (used < 1) return;
    const before = target.getBoundingClientRect().top;
    parts.forEach((part, at) => { part.style.order = part === status || part === first ? 1 : at <= used ? 0 : 2; });
    const moved = target.getBoundingClientRect().top - before;
    for (let room = form.parentElement; moved && room; room = room.parentElement) {
      if (room.scrollHeight > room.clientHeight && /auto|scroll/.test(getComputedStyle(room).overflowY)) {
        room.scrollTop += moved;
        break;
      }
    }
    hide();
    if (first.querySelector(".iop-said")) requestAnimationFrame(show);
  };
  // Not before the press is over: what moves under the pointer is not pressed.
  for (const kind of ["click", "change", "input"]) {
    form.addEventListener(kind, ({ target }) => move(target), { capture: true, signal });
  }
  let box; // in which was typed last
  let within = false; // whether the focus is in the panel
  document.addEventListener("focusin", ({ target }) => {
    within = first.contains(target);
    if (form.contains(target) && target.matches(BOXES)) box = target;
  }, { signal });
  note.addEventListener("click", () => first.scrollIntoView({ block: "nearest" }));
  document.addEventListener("scroll", () => note.isConnected && show(), { capture: true, passive: true, signal });
  const watcher = new MutationObserver(() => {
    if (document.activeElement?.matches(BOXES) && form.contains(document.activeElement)) move(document.activeElement);
    if (within && document.activeElement === document.body) box?.focus({ preventScroll: true }); // its button is gone
    requestAnimationFrame(show);
  });
  for (const part of [status, first]) watcher.observe(part, { childList: true, subtree: true, characterData: true });
  signal.addEventListener("abort", () => {
    watcher.disconnect();
    hide();
  });
}
