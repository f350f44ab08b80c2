// Names while one writes: after an @ people and groups are offered; arrows choose, Enter or Tab takes one, Escape goes on.
// In a field of names (data-names) people are offered without an @, between commas.
import { announce } from "../core/announce.js";
import { request, words } from "../core/page.js";

const IN_TEXT = /(?:^|[\s([{"'«’])(?<whole>@(?<name>[\p{L}\p{N}][\p{L}\p{N}._-]{0,40}(?: \p{L}{1,20})?|))$/u;
const IN_NAMES = /(?:^|,)\s*(?<whole>@?(?<name>[\p{L}\p{N}][\p{L}\p{N}'’ ._-]{0,40}))$/u;
const PAUSE = 120; // milliseconds between two keys of a word
const MOVES = new Set(["ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"]); // away from the name
const GAP = 4;
const BAR = 72; // what the phone's bar takes of the screen

let lists = 0;

export function attach(field) {
  const list = Object.assign(document.createElement("div"), { className: "options", id: `mentions-${++lists}`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words("mentions"));
  field.after(list);
  field.setAttribute("aria-autocomplete", "list");
  let timer = 0;
  let asked = 0;
  let refused = -1; // where the @ stands whose names were sent away with Escape

  const options = () => [...list.children];
  const chosen = () => list.querySelector('[aria-selected="true"]');
  const isNames = "names" in field.dataset;
  const found = () => (field.selectionStart === field.selectionEnd ? (isNames ? IN_NAMES : IN_TEXT).exec(field.value.slice(0, field.selectionStart))?.groups : undefined);
  const typed = () => found()?.name;
  const start = () => field.selectionStart - found().whole.length;
  const place = () => field.form.elements.group_id?.value ?? field.form.dataset.group ?? "";

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  }
  function close() {
    asked += 1;
    clearTimeout(timer);
    list.hidden = true;
    list.replaceChildren();
    field.removeAttribute("aria-activedescendant");
    field.removeAttribute("aria-controls");
  }
  function stand() { // under the field, or above it where the screen or the bar of the phone ends
    const { top, bottom } = field.getBoundingClientRect();
    const isAbove = bottom + list.offsetHeight + BAR > window.innerHeight && top > list.offsetHeight;
    list.style.top = `${field.offsetTop + (isAbove ? -list.offsetHeight - GAP : field.offsetHeight + GAP)}px`;
  }
  function open(html) {
    list.innerHTML = html;
    if (!list.children.length) { close(); return; }
    for (const option of options()) option.id = `${list.id}-${option.dataset.handle}`;
    list.hidden = false;
    stand();
    field.setAttribute("aria-controls", list.id);
    choose(list.firstElementChild);
    announce(words("mentions_found"));
  }
  async function ask() {
    const [name, mine] = [typed(), ++asked];
    if (name === undefined) { close(); return; }
    const answer = await request(`/mentions?${new URLSearchParams({ q: name, group: place(), ...(isNames && { only: "people" }) })}`);
    const html = await answer.text();
    if (mine === asked && document.activeElement === field) open(html);
  }
  function take(option) {
    const end = field.selectionStart;
    const name = `@${option.dataset.handle}${isNames ? ", " : /^\s/.test(field.value.slice(end)) ? "" : " "}`;
    field.setSelectionRange(start(), end);
    close();
    if (document.execCommand("insertText", false, name)) return; // the one way that the keys can undo
    field.setRangeText(name, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function onInput() {
    clearTimeout(timer);
    if (typed() === undefined) { refused = -1; close(); }
    else if (start() !== refused) timer = setTimeout(() => ask().catch(close), PAUSE);
  }
  function onKey(event) {
    if (list.hidden || event.isComposing) return;
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const takes = (event.key === "Enter" || event.key === "Tab") && !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (step) choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
    else if (takes) take(chosen());
    else if (event.key === "Escape") { refused = start(); close(); }
    else { if (MOVES.has(event.key)) close(); return; }
    event.preventDefault();
    event.stopPropagation(); // neither sends the text nor closes what it stands in
  }
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) take(option); });
  field.addEventListener("input", onInput);
  field.addEventListener("keydown", onKey);
  field.addEventListener("pointerdown", close);
  field.addEventListener("blur", close);
  return () => list.remove();
}
