// One stop of the Tab key for many things side by side, between which the arrow keys move.

const STEPS = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

/** Have the arrows, Home and End move among what `items()` gives; only one of them is a stop. */
export function roving(node, items) {
  node.addEventListener("keydown", (event) => {
    if (event.target.matches("audio")) return; // it has arrows of its own
    const all = items();
    const at = all.findIndex((item) => item.contains(event.target));
    const step = STEPS[event.key];
    let to = null;
    if (step && at >= 0) to = Math.min(Math.max(at + step, 0), all.length - 1);
    else if (event.key === "Home") to = 0;
    else if (event.key === "End") to = all.length - 1;
    if (to === null || !all[to]) return;
    event.preventDefault();
    all[to].focus();
  });
  node.addEventListener("focusin", (event) => {
    const item = items().find((each) => each.contains(event.target));
    if (item) stop(items(), item);
  });
}

/** Make one of the items the stop of the Tab key. */
export function stop(items, item) {
  for (const each of items) each.tabIndex = each === item ? 0 : -1;
}
