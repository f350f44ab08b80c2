// The texts that wait for the network, or were refused when it was back: to change them, or to let them go.
import { forget, listWaiting } from "../core/later.js";
import { toast } from "../core/toast.js";
import { keepWords } from "../drafts/carrying.js";

// The text goes back where it was written, as a draft.
function change(entry) {
  const met = {};
  const pairs = entry.fields ?? Object.entries(entry.json).filter(([, value]) => typeof value === "string");
  const draft = Object.fromEntries(pairs.map(([name, value]) => [`${name}:${(met[name] = (met[name] ?? -1) + 1)}`, value]));
  keepWords(entry.draft, draft, true);
  forget(entry.key);
  location.assign(entry.page);
  if (location.pathname === new URL(entry.page, location).pathname) location.reload();
}

export function attach(section) {
  const list = section.querySelector("ul");
  const pattern = section.querySelector("template");
  function draw() {
    const entries = listWaiting();
    section.hidden = !entries.length;
    list.replaceChildren(...entries.map((entry) => {
      const row = pattern.content.firstElementChild.cloneNode(true);
      row.querySelector("[data-text]").textContent = entry.text.slice(0, 140);
      row.querySelector("[data-state]").textContent = entry.refused ?? section.dataset.waiting;
      row.querySelector("[data-change]").addEventListener("click", () => change(entry));
      row.querySelector("[data-drop]").addEventListener("click", () => forget(entry.key));
      return row;
    }));
  }
  const onSent = () => toast(section.dataset.sent);
  document.addEventListener("later:changed", draw);
  document.addEventListener("later:sent", onSent);
  window.addEventListener("storage", draw); // another tab
  draw();
  return () => {
    document.removeEventListener("later:changed", draw);
    document.removeEventListener("later:sent", onSent);
    window.removeEventListener("storage", draw);
  };
}
