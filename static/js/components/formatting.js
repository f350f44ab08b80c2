// Shapes the text of a form's field "body": bold, lists, quotations…, and shows beside it how it will read.
import { request } from "../core/page.js";

const PAUSE = 350; // milliseconds after the last key
const AROUND = { bold: "**", italic: "*", code: "`" };
const BEFORE = { list: "- ", quote: "> ", numbers: (index) => `${index + 1}. ` };

// Puts text in place of the selection, in the one way that the keys can undo.
export function insert(field, text) {
  field.focus();
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function surround(field, sign) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const [fence, chosen] = [sign.length, value.slice(start, end)];
  if (value.slice(start - fence, start) === sign && value.slice(end, end + fence) === sign) {
    field.setSelectionRange(start - fence, end + fence);
    insert(field, chosen);
    field.setSelectionRange(start - fence, end - fence);
    return;
  }
  insert(field, `${sign}${chosen}${sign}`);
  field.setSelectionRange(start + fence, end + fence);
}

function link(field) {
  const { selectionStart: start, selectionEnd: end } = field;
  const chosen = field.value.slice(start, end);
  const isAddress = /^https?:\/\/\S+$/.test(chosen);
  insert(field, isAddress ? `[](${chosen})` : `[${chosen}](https://)`);
  const caret = isAddress ? start + 1 : start + chosen.length + 3;
  field.setSelectionRange(caret, isAddress ? caret : caret + 8);
}

function lines(field, before) {
  const start = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const rest = field.value.indexOf("\n", field.selectionEnd);
  field.setSelectionRange(start, rest < 0 ? field.value.length : rest);
  const chosen = field.value.slice(start, field.selectionEnd).split("\n");
  const sign = (index) => (typeof before === "function" ? before(index) : before);
  const isMarked = chosen.every((line, index) => line.startsWith(sign(index)));
  insert(field, chosen.map((line, index) => (isMarked ? line.slice(sign(index).length) : `${sign(index)}${line}`)).join("\n"));
}

function shape(field, name) {
  if (name === "link") link(field);
  else if (AROUND[name]) surround(field, AROUND[name]);
  else lines(field, BEFORE[name]);
}

export function attach(bar) {
  const form = bar.closest("form");
  const field = form.elements.body;
  const preview = form.querySelector("[data-preview]");
  const toggle = bar.querySelector("[data-preview-button]");
  let timer = 0;

  async function show() {
    const body = new URLSearchParams({ body: field.value, group_id: form.elements.group_id?.value ?? form.dataset.group ?? "" });
    preview.innerHTML = await (await request("/posts/preview", { method: "POST", body })).text();
  }
  function later() {
    if (!preview || preview.hidden) return;
    clearTimeout(timer);
    timer = setTimeout(() => show().catch(() => {}), PAUSE);
  }
  function onClick(event) {
    const button = event.target.closest("button");
    if (button?.dataset.format) shape(field, button.dataset.format);
    if (!button || button !== toggle) return;
    preview.hidden = !preview.hidden;
    toggle.setAttribute("aria-pressed", String(!preview.hidden));
    if (!preview.hidden) show().catch(() => { preview.hidden = true; });
  }
  function onKey(event) {
    const name = { b: "bold", i: "italic" }[event.key.toLowerCase()];
    if (!name || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    shape(field, name);
  }
  bar.addEventListener("mousedown", (event) => { if (event.target.closest("[data-format]")) event.preventDefault(); });
  bar.addEventListener("click", onClick);
  field.addEventListener("keydown", onKey);
  field.addEventListener("input", later);
  form.addEventListener("reset", () => {
    if (!preview) return;
    preview.hidden = true;
    toggle.setAttribute("aria-pressed", "false");
  });
}
