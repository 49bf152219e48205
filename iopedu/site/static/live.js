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

const plain = text => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim().toLowerCase();

/** Give the headings of the page, without the sign that links to each. */
function headings() {
  return [...document.querySelectorAll("article :is(h1, h2, h3, h4)")].map(node => {
    const copy = node.cloneNode(true);
    for (const sign of copy.querySelectorAll(".headerlink")) sign.remove();
    return { node, text: plain(copy.textContent) };
  });
}

// The page that runs opens at the heading that is in sight here, and comes back to it.
function samePlace() {
  const bar = document.querySelector(".iopedu-run");
  const link = bar?.querySelector("a.iopedu-run-link");
  if (!link || location.protocol === "file:") return;
  const { href } = link;
  const floating = link.cloneNode(true);
  floating.classList.add("iopedu-float");
  bar.closest("article").append(floating);
  for (const each of [link, floating]) {
    each.addEventListener("click", () => {
      const above = headings().filter(({ node }) => node.getBoundingClientRect().top < 160).at(-1);
      each.href = above ? `${href}&at=${encodeURIComponent(above.text)}` : href;
    });
  }
  new IntersectionObserver(([{ isIntersecting }]) => (floating.hidden = isIntersecting)).observe(bar);
  const [, wanted] = /^#at=(.*)$/.exec(location.hash) ?? [];
  if (!wanted) return;
  const go = () => {
    const { node } = headings().find(({ text }) => text === decodeURIComponent(wanted)) ?? {};
    const section = node?.closest("details") ?? node?.parentElement.querySelector(":scope > details");
    if (section) section.open = true;
    node?.scrollIntoView();
  };
  go();
  addEventListener("load", go);
}

// A page opens section by section, as it does where it runs; on paper, and without this, all of it stands there.
function sections() {
  const all = document.querySelector(".iopedu-all");
  const folds = [...document.querySelectorAll("article section > h2")].slice(2).flatMap(heading => {
    const beside = [...heading.parentElement.children];
    const from = beside.findIndex(node => node.matches(".cell"));
    if (!all || from < 0) return [];
    const fold = Object.assign(document.createElement("details"), { className: "iopedu-section" });
    const label = document.createElement("summary");
    label.textContent = all.dataset.open.replace("{section}", heading.firstChild.textContent);
    beside[from].before(fold);
    fold.append(label, ...beside.slice(from));
    // What was pressed is gone then, and with it the place of whoever uses the keyboard.
    label.addEventListener("click", () => setTimeout(() => heading.focus({ preventScroll: true })));
    heading.tabIndex = -1;
    fold.addEventListener("toggle", () => (all.hidden = folds.every(({ open }) => open)));
    return fold;
  });
  const open = () => folds.forEach(fold => (fold.open = true));
  addEventListener("beforeprint", open);
  if (!folds.length) return;
  all.hidden = false;
  all.addEventListener("click", open);
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
sections();
samePlace();
if (location.protocol !== "file:") navigator.serviceWorker?.register("service-worker.js").catch(() => {});
scrollers();
home();
quotes();
for (const place of document.querySelectorAll(".iopedu-live")) live(place);
