// What several forms use. It is put before the module of each, since a page loads every module by itself.

/** Put values into the places of a sentence that is written in the learner's language. */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (slot, name) => values[name] ?? slot);

/** Make an element of the page. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Read a typed number: null when empty, undefined when it is none or may as well mean thousands (“1.000”). */
function typedNumber(text) {
  const typed = text.trim().replace(",", ".");
  if (typed === "") return null;
  return /^(\d+\.?\d*|\.\d+)$/.test(typed) && !/^[1-9]\d{0,2}\.\d{3}$/.test(typed) ? Number(typed) : undefined;
}
