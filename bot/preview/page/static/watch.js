// Waiting for what the page is told.

const looking = new Set();

/** Look again, as something has changed. */
export function changed() {
  for (const look of [...looking]) look();
}

/** Wait until `look` finds something, and return it. Throws Error after some seconds, or aborted. */
export function until(look, seconds, signal) {
  return new Promise((resolve, reject) => {
    const end = (settle, value) => {
      looking.delete(again);
      clearTimeout(timer);
      signal.removeEventListener("abort", stopped);
      settle(value);
    };
    const again = () => {
      const found = look();
      if (found) end(resolve, found);
    };
    const stopped = () => end(reject, new Error("停了 Stopped"));
    const timer = setTimeout(
      () => end(reject, new Error("机器人没有回答 The bot does not answer")), seconds * 1000);
    signal.addEventListener("abort", stopped);
    looking.add(again);
    if (signal.aborted) stopped();
    else again();
  });
}
