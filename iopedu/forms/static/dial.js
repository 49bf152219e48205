// A number on a scale of its own: a field and a slider that are one value. It may be unset, and Python
// hears of it while the hand moves, so that a picture can follow.

/** Read a typed number: null when empty, a number on the scale, or undefined when it is neither. */
function parse(text, low, high, step) {
  const value = typedNumber(text);
  return value === null || (value >= low && value <= high && onStep(value, low, step) === value) ? value : undefined;
}

/** Return the nearest number that the steps of the scale reach. */
function onStep(value, low, step) {
  return Number((low + Math.round((value - low) / step) * step).toFixed(digits(step)));
}

/** Number of digits behind the point that a step needs. */
function digits(step) {
  return (String(step).split(".")[1] ?? "").length;
}

function render({ model, el }) {
  const id = `iop-dial-${Math.random().toString(36).slice(2)}`; // joins label and field in this page only
  const texts = model.get("texts");
  const keys = { "data-lm-suppress-shortcuts": "true" };
  const label = make("label", { for: id });
  const field = make("input", { id, type: "text", inputmode: "decimal", size: 5, autocomplete: "off", ...keys });
  const slider = make("input", { type: "range", ...keys });
  const clear = make("button", { type: "button", class: "jupyter-button", ...keys }, texts.clear);
  const said = make("span", { class: "iop-rated" });
  el.classList.add("iop-rating");
  el.append(label, make("div", { class: "iop-rating-row" }, field, slider, clear, said));

  const scale = () => ["low", "high", "step"].map((name) => model.get(name));
  const written = (value) => value.toFixed(digits(model.get("step")));

  const draw = () => {
    const value = model.get("value");
    const [low, high, step] = scale();
    const name = model.get("label");
    const unit = model.get("unit");
    label.textContent = fill(unit ? texts.scale_in : texts.scale, { name, low, high, unit });
    Object.assign(slider, { min: low, max: high, step });
    slider.value = value === null ? (low + high) / 2 : value;
    slider.dataset.unset = String(value === null);
    slider.setAttribute("aria-label", fill(texts.slider, { name }));
    slider.setAttribute("aria-valuetext", value === null ? texts.unset : written(value));
    clear.setAttribute("aria-label", fill(texts.clear_it, { name }));
    const unread = model.get("unread");
    if (unread) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    said.textContent = unread ? fill(texts.wrong, { name, typed: unread, low, high, step }) : value === null ? texts.unset : "";
    if (unread) field.value = unread;
    else if (document.activeElement !== field) field.value = value === null ? "" : written(value);
  };

  const send = (value) => {
    if (model.get("value") === value && !model.get("unread")) return draw();
    model.set({ value, unread: "" });
    model.save_changes();
    draw();
  };

  field.addEventListener("change", () => {
    const [low, high, step] = scale();
    const value = parse(field.value, low, high, step);
    if (value !== undefined) return send(value);
    model.set("unread", field.value);
    model.save_changes();
  });
  field.addEventListener("blur", draw);
  slider.addEventListener("input", () => send(onStep(Number(slider.value), model.get("low"), model.get("step"))));
  // A hand that takes the slider where it stands means that value, although nothing moved.
  slider.addEventListener("pointerup", () => send(onStep(Number(slider.value), model.get("low"), model.get("step"))));
  clear.addEventListener("click", () => send(null));

  const heard = "change:value change:label change:low change:high change:unread";
  model.on(heard, draw);
  draw();
  return () => model.off(heard, draw);
}

export default { render };
