// Building the page's nodes. Text goes in as text: nothing here reads markup.

/** Return an element with properties set and children (nodes, or strings as text) in it. */
export function el(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export const byId = (id) => document.getElementById(id);

/** Show a line that passes, above whatever is open. */
export function toast(text) {
  const shown = el("p", { className: "toast" }, text);
  const toasts = byId("toasts");
  toasts.append(shown);
  if (toasts.showPopover) {
    if (toasts.matches(":popover-open")) toasts.hidePopover();
    toasts.showPopover(); // anew each time: above whatever dialog was opened since
  }
  setTimeout(() => shown.remove(), 5000);
}

/** Show what has to be read before going on. */
export function alertOf(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}
