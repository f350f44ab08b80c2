// What is the viewer's own in fragments that are the same for everybody: their words, and what they may change.
import { viewer } from "../core/page.js";
import { setMine } from "./reactions.js";

export function showOwn(root) {
  for (const told of root.querySelectorAll("script[data-own-things]:not([data-shown])")) {
    told.dataset.shown = "true";
    const { reactions, keeps } = JSON.parse(told.textContent);
    for (const [id, name] of Object.entries(reactions)) {
      const holder = byId(root, id)?.querySelector("[data-reactions]");
      if (holder) setMine(holder, name);
    }
    for (const id of keeps) reveal(byId(root, id), "[data-own=keeper]");
  }
  for (const element of root.querySelectorAll(`[data-author="${viewer}"]`)) reveal(element, "[data-own]");
}

function byId(root, id) {
  return root.querySelector(`[data-post="${id}"], [data-comment="${id}"]`);
}

function reveal(element, which) {
  const inner = element?.querySelector(".conversation, .comments");
  element?.querySelectorAll(which).forEach((item) => { if (!inner?.contains(item)) item.hidden = false; });
}
