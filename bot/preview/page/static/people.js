// Who can be played, and which language each speaks.

import { byId, el } from "./dom.js";

/** Show the people, of whom `me` is played; `on` has play(id) and speak(language). */
export function showPeople(state, me, on) {
  const people = byId("people");
  const speaks = byId("speaks");
  if (people.childElementCount === 0) {
    for (const person of state.people) {
      const input = el("input", { type: "radio", name: "person", value: String(person.id), onchange: () => on.play(person.id) });
      people.append(el("label", {}, input, el("span", {}, `${person.first_name} `, el("small", {}))));
    }
    for (const [code, name] of Object.entries(state.languages)) {
      speaks.append(el("option", { value: code, lang: code }, name));
    }
    speaks.addEventListener("change", () => on.speak(speaks.value));
  }
  for (const input of people.querySelectorAll("input")) {
    const person = state.people.find((each) => String(each.id) === input.value);
    const language = state.languages[person.language_code] ?? person.language_code;
    const role = person.is_admin ? "管理员" : "读者";
    input.nextElementSibling.querySelector("small").textContent = `${role} · ${language}`;
    input.checked = person.id === me;
    if (input.checked && document.activeElement !== speaks) speaks.value = person.language_code;
  }
}
