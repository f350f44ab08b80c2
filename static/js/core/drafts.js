// Keeps what is typed in a form with data-draft="name" until it is sent; each person's drafts are their own.
// They survive a reload, a sign-out and a crash: they live in the browser's local storage.
import { viewer } from "./page.js";

const SENT = "parvis:sent";
const keyOf = (form) => `parvis:draft:${viewer}:${form.dataset.draft}`;
const isText = (field) => field.name && field.type !== "hidden" && field.type !== "password" && field.matches("textarea, input:not([type]), input[type=text], input[type=search]");

function read(form) {
  try { return JSON.parse(localStorage.getItem(keyOf(form))) ?? {}; } catch { return {}; }
}

function save(form) {
  const kept = {};
  for (const field of form.elements) if (isText(field) && field.value !== field.defaultValue) kept[field.name] = field.value;
  try {
    if (Object.keys(kept).length) localStorage.setItem(keyOf(form), JSON.stringify(kept));
    else localStorage.removeItem(keyOf(form));
  } catch { /* storage is full or refused: the page itself still holds the text */ }
}

export function dropDraft(form) {
  localStorage.removeItem(keyOf(form));
}

export function restoreDraft(form) {
  let found = false;
  for (const [name, value] of Object.entries(read(form))) {
    const field = form.elements.namedItem(name);
    if (!field || !isText(field) || field.value !== field.defaultValue || field.value === value) continue;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    found = true;
  }
  if (found) form.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true }));
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  if (form) save(form);
});
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const form = ctx.sourceElement?.closest?.("form[data-draft]");
  if (form && ctx.request.method !== "GET" && ctx.response.status < 400) dropDraft(form);
});
// a plain form is on its way: the next page of the same person says that the server has the text
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-draft]");
  if (form && !event.defaultPrevented) sessionStorage.setItem(SENT, keyOf(form));
});

const sent = sessionStorage.getItem(SENT);
if (sent && viewer) {
  if (sent.startsWith(`parvis:draft:${viewer}:`)) localStorage.removeItem(sent);
  sessionStorage.removeItem(SENT);
}
document.querySelectorAll("form[data-draft]").forEach(restoreDraft);
