// The page's own small API: see bot/preview/page/server.py.

const WAIT = 1500; // milliseconds before a server that is gone is asked again

async function result(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error ?? `HTTP ${response.status}`);
  return body;
}

/** Do something as somebody in a chat; return what is shown of it at once. Throws Error. */
export async function act(action, given) {
  return result(
    await fetch(`/do/${action}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(given),
    }),
  );
}

/** Send a file with further fields. Throws Error. */
export async function send(path, file, given = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(given)) {
    if (value !== null && value !== undefined) form.append(name, value);
  }
  form.append("file", file, file.name);
  return result(await fetch(path, { method: "POST", body: form }));
}

/** Call `seen` with what the person sees, now and after every change, until the signal. */
export async function follow(person, seen, lost, signal) {
  let after = "";
  while (!signal.aborted) {
    try {
      const response = await fetch(`/state?as=${person ?? ""}&after=${after}`, { signal });
      if (response.status === 204) continue;
      const told = await result(response);
      after = told.tag;
      seen(told.as, told.state);
    } catch (error) {
      if (signal.aborted) return;
      lost(error);
      await new Promise((resolve) => setTimeout(resolve, WAIT));
    }
  }
}
