// Widgets that need no kernel, alive in a page: a small host for the ES modules that the notebooks use as well.
// The page carries what Python would have sent; what the widget would tell Python stays in the page.

class Model {
  constructor(values) {
    this.values = values;
    this.heard = [];
  }
  get(name) {
    return this.values[name];
  }
  set(name, value) {
    this.values[name] = value;
  }
  save_changes() {}
  on(names, act) {
    this.heard.push([names, act]);
  }
  off(names, act) {
    this.heard = this.heard.filter((entry) => entry[0] !== names || entry[1] !== act);
  }
}

const loaded = new Map();

/** Load a module from its text, so that it also works in a page that was opened from a folder. */
function load(source) {
  if (!loaded.has(source)) {
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    loaded.set(source, import(address));
  }
  return loaded.get(source);
}

async function live(place) {
  const { module, state } = JSON.parse(place.querySelector("script").textContent);
  const source = JSON.parse(document.getElementById(`iopedu-${module}`).textContent);
  const widget = await load(source);
  const el = document.createElement("div");
  widget.default.render({ model: new Model(state), el });
  place.replaceChildren(el);
}

// A page that was opened from a folder cannot start Python: say what to do in place of the link.
function runLinks() {
  if (location.protocol !== "file:") return;
  for (const link of document.querySelectorAll("a.iopedu-run-link")) link.parentElement.dataset.file = "true";
}

// What scrolls sideways can be reached by keyboard only when it can be focused.
function scrollers() {
  for (const box of document.querySelectorAll(".pst-scrollable-table-container")) box.tabIndex = 0;
}

// The name of the course stands outside of every landmark; a screen reader finds it as the way to the first page.
function home() {
  const name = document.querySelector(".navbar-brand")?.parentElement;
  name?.setAttribute("role", "navigation");
  name?.setAttribute("aria-label", "iopedu");
}

// What a search result quotes is the text of a page, and not its menus.
function quotes() {
  if (typeof Search === "undefined") return;
  const whole = Search.htmlToText;
  Search.htmlToText = (html, anchor) => {
    const text = new DOMParser().parseFromString(html, "text/html").querySelector("article.bd-article");
    return whole(text ? `<div role="main">${text.outerHTML}</div>` : html, anchor);
  };
}

runLinks();
scrollers();
home();
quotes();
for (const place of document.querySelectorAll(".iopedu-live")) live(place);
