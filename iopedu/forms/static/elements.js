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

