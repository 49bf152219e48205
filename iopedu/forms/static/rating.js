// A rating from 0 to 100 that can be unset. The number field and the slider are one value; the bars
// follow the hand here, in the page, and Python hears of the value when it is let go.

/** Read a typed rating: null when empty, a whole number from 0 to 100 (or percent), or undefined when it is neither. */
function parse(text) {
  const value = typedNumber(text.replace(/(\d)(?:\s*%|\/100)\s*$/, "$1"));
  return value === null || (Number.isInteger(value) && value <= 100) ? value : undefined;
}

/** The sentence beside the bars. */
function words(texts, value, before) {
  if (value === null) return texts.unset;
  if (before === null) return String(value);
  return fill(texts.both, { before, now: value });
}

function render({ model, el }) {
  const id = `iop-rating-${Math.random().toString(36).slice(2)}`; // joins label and field in this page only
  const texts = model.get("texts");
  const keys = { "data-lm-suppress-shortcuts": "true" };
  const label = make("label", { for: id });
  const field = make("input", { id, type: "text", inputmode: "numeric", size: 4, autocomplete: "off", ...keys });
  const slider = make("input", { type: "range", min: 0, max: 100, step: 1, ...keys });
  const clear = make("button", { type: "button", class: "jupyter-button", ...keys }, texts.clear);
  const bars = make("div", { class: "iop-bars", "aria-hidden": "true" });
  const said = make("span", { class: "iop-rated" });
  const row = make("div", { class: "iop-rating-row" }, field, slider, clear, said);
  el.classList.add("iop-rating");
  el.append(label, row, bars);

  const bar = (name, value) => {
    const fill = make("div", { style: `width:${value}%` });
    return make("div", { class: `iop-bar iop-bar-${name}` }, make("span", {}, texts[name]), make("div", {}, fill));
  };

  const draw = (value) => {
    const before = model.get("before");
    const name = model.get("label");
    label.textContent = fill(texts.scale, { name });
    slider.setAttribute("aria-label", fill(texts.slider, { name }));
    clear.setAttribute("aria-label", fill(texts.clear_it, { name }));
    const unread = model.get("unread");
    field.value = unread || (value === null ? "" : String(value));
    if (unread) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    slider.value = value === null ? 50 : value;
    slider.dataset.unset = String(value === null);
    slider.setAttribute("aria-valuetext", value === null ? texts.unset : String(value));
    said.textContent = unread ? fill(texts.wrong, { name, typed: unread }) : words(texts, value, before);
    bars.replaceChildren(
      ...(before === null ? [] : [bar("then", before)]),
      ...(value === null ? [] : [bar(before === null ? "rating" : "now", value)]),
    );
  };

  const send = (value) => {
    if (model.get("value") === value && !model.get("unread")) return draw(value);
    model.set({ value, unread: "" });
    model.save_changes();
    draw(value);
  };

  field.addEventListener("change", () => {
    const value = parse(field.value);
    if (value !== undefined) return send(value);
    model.set("unread", field.value);
    model.save_changes();
  });
  slider.addEventListener("input", () => draw(Number(slider.value)));
  slider.addEventListener("change", () => send(Number(slider.value)));
  slider.addEventListener("pointerup", () => send(Number(slider.value))); // also where the hand did not move it
  clear.addEventListener("click", () => send(null));

  const changed = () => draw(model.get("value"));
  model.on("change:value change:before change:label change:unread", changed);
  changed();
  return () => model.off("change:value change:before change:label change:unread", changed);
}

export default { render };
