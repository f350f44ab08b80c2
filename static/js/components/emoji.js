// Emoji: a button opens a small panel over them, searched by name, walked with the arrows; the choice goes into the text.
import { findEmoji, loadEmoji } from "../core/emoji.js";
import { insert } from "./formatting.js";

const RECENT = "parvis:emoji";
const MOST_RECENT = 16;
const MOST_FOUND = 64;
const COLUMNS = 8;

const recent = () => { try { return JSON.parse(localStorage.getItem(RECENT)) ?? []; } catch { return []; } };
function remember(emoji) {
  try { localStorage.setItem(RECENT, JSON.stringify([emoji, ...recent().filter((each) => each !== emoji)].slice(0, MOST_RECENT))); } catch { /* storage is refused: nothing is remembered */ }
}

function fill(grid, chosen, none) {
  const buttons = chosen.map(({ emoji, annotation }, index) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "emoji", textContent: emoji, title: annotation, tabIndex: index ? -1 : 0 });
    button.setAttribute("aria-label", annotation);
    return button;
  });
  grid.replaceChildren(...buttons);
  if (!buttons.length) grid.append(Object.assign(document.createElement("p"), { className: "meta", textContent: none }));
}

function open(button, field) {
  let all = [];
  const panel = Object.assign(document.createElement("div"), { className: "emoji-panel slab slab-framed" });
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", button.getAttribute("aria-label"));
  const search = Object.assign(document.createElement("input"), { className: "input", type: "text", placeholder: button.dataset.search, autocomplete: "off" });
  search.setAttribute("aria-label", button.dataset.search);
  const grid = Object.assign(document.createElement("div"), { className: "emoji-grid" });
  panel.append(search, grid);
  button.after(panel);
  button.setAttribute("aria-expanded", "true");
  const first = () => [...recent().map((emoji) => all.find((each) => each.emoji === emoji)).filter(Boolean), ...all.filter((each) => !recent().includes(each.emoji))];
  const show = () => fill(grid, search.value ? findEmoji(all, search.value, MOST_FOUND) : first(), all.length ? button.dataset.none : "");
  const ready = loadEmoji().then((loaded) => { all = loaded; show(); }); // one types meanwhile

  function close(focus = true) {
    document.removeEventListener("pointerdown", onOutside, true);
    button.setAttribute("aria-expanded", "false");
    panel.remove();
    if (focus) field.focus();
  }
  function onOutside(event) {
    if (!panel.contains(event.target) && !button.contains(event.target)) close(false);
  }
  function onKey(event) {
    const items = [...grid.querySelectorAll("button")];
    const place = items.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (event.key === "Escape") { event.stopPropagation(); close(); }
    else if (event.target === search && event.key === "ArrowDown") { event.preventDefault(); items[0]?.focus(); }
    else if (event.target === search && event.key === "Enter") { event.preventDefault(); ready.then(() => grid.querySelector("button")?.click()); }
    else if (step && place >= 0) { event.preventDefault(); (items[place + step] ?? (step < 0 ? search : items.at(-1))).focus(); }
  }
  grid.addEventListener("click", (event) => {
    const chosen = event.target.closest("button")?.textContent;
    if (!chosen) return;
    remember(chosen);
    close();
    insert(field, chosen);
  });
  search.addEventListener("input", (event) => { event.stopPropagation(); show(); });
  panel.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", onOutside, true);
  search.focus();
  return close;
}

export function attach(button) {
  const field = button.closest("form").elements.body;
  let close = null;
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-expanded") === "true") close?.();
    else close = open(button, field);
  });
  return () => close?.(false);
}
