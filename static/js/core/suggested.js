// What is offered under a field while one types: arrows choose, Enter or Tab takes one, Escape goes on.
// A source is { find(before), offer(asked), text(option, after), label, said }: what before the caret asks for
// something ({ whole, name }), the options for it (elements with role=option), and what takes the place of `whole`.
import { announce } from "./announce.js";

const PAUSE = 120; // milliseconds between two keys of a word
const MOVES = new Set(["ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"]); // away from the word
const GAP = 4;
const BAR = 72; // what the phone's bar takes of the screen

let lists = 0;

export function suggest(field, sources) {
  const list = Object.assign(document.createElement("div"), { className: "options", id: `suggested-${++lists}`, hidden: true });
  list.setAttribute("role", "listbox");
  field.after(list);
  field.setAttribute("aria-autocomplete", "list");
  let timer = 0;
  let asked = 0;
  let source = null; // whose options are shown
  let spaced = -1; // where a space was put after what was taken: one that is typed out of habit does not double it
  let refused = -1; // where the word stands whose options were sent away with Escape

  const options = () => [...list.children];
  const chosen = () => list.querySelector('[aria-selected="true"]');
  const start = (found) => field.selectionStart - found.whole.length;
  function find() {
    if (field.selectionStart !== field.selectionEnd) return undefined;
    const before = field.value.slice(0, field.selectionStart);
    for (const each of sources) {
      const found = each.find(before);
      if (found) return { ...found, source: each };
    }
    return undefined;
  }
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
  function open(found, offered) {
    if (!offered.length) { close(); return; }
    source = found.source;
    list.setAttribute("aria-label", source.label);
    list.replaceChildren(...offered);
    options().forEach((option, index) => { option.id = `${list.id}-${index}`; });
    list.hidden = false;
    stand();
    field.setAttribute("aria-controls", list.id);
    choose(list.firstElementChild);
    announce(source.said);
  }
  async function ask() {
    const [found, mine] = [find(), ++asked];
    if (!found) { close(); return; }
    const offered = [...await found.source.offer(found)];
    if (mine === asked && document.activeElement === field) open(found, offered);
  }
  function take(option) {
    const [found, end] = [find(), field.selectionStart];
    if (!found) { close(); return; }
    const after = field.value.slice(end);
    const text = source.text(option, after);
    field.setSelectionRange(start(found), end);
    close();
    if (!document.execCommand("insertText", false, text)) { // the one way that the keys can undo
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const isSpacedAlready = after.startsWith(" ") && !text.endsWith(" ");
    spaced = field.selectionStart + Number(isSpacedAlready);
    field.setSelectionRange(spaced, spaced); // behind the space, wherever that came from
  }
  function onBeforeInput(event) {
    const isDoubled = event.data === " " && field.selectionStart === spaced && field.value[spaced - 1] === " ";
    spaced = -1;
    if (isDoubled) event.preventDefault();
  }
  function onInput() {
    clearTimeout(timer);
    const found = document.activeElement === field ? find() : undefined; // what a draft brings asks for nothing
    if (!found) { refused = -1; close(); }
    else if (start(found) !== refused) timer = setTimeout(() => ask().catch(close), PAUSE);
  }
  function onKey(event) {
    if (event.isComposing) return;
    if (list.hidden) {
      if (event.key === "ArrowDown" && field.matches("input") && find()) { event.preventDefault(); ask().catch(close); }
      return;
    }
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const takes = (event.key === "Enter" || event.key === "Tab") && !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (step) choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
    else if (takes) take(chosen());
    else if (event.key === "Escape") { refused = start(find()); close(); }
    else { if (MOVES.has(event.key)) close(); return; }
    event.preventDefault();
    event.stopPropagation(); // neither sends the text nor closes what it stands in
  }
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) take(option); });
  field.addEventListener("beforeinput", onBeforeInput);
  field.addEventListener("input", onInput);
  field.addEventListener("keydown", onKey);
  field.addEventListener("pointerdown", close);
  field.addEventListener("blur", close);
  return () => list.remove();
}
