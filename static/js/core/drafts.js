// Keeps what is typed in a form with data-draft="name" until it is sent; each person's drafts are their own.
// They survive a reload, a sign-out and a crash: they live in the browser's local storage.
import { viewer } from "./page.js";
import { toast } from "./toast.js";

const SENT = "parvis:sent";
const keyOf = (form) => `parvis:draft:${viewer}:${form.dataset.draft}`;
const filesKeyOf = (form) => keyOf(form).replace("parvis:draft:", "parvis:files:");
// Everything somebody chose or typed, but passwords, files, and what the page itself puts into the form.
const isKept = (field) => field.name && (!["hidden", "password", "file", "submit"].includes(field.type) || field.matches("[data-kept]"));
const isChoice = (field) => field.type === "checkbox" || field.type === "radio";
const valueOf = (field) => (isChoice(field) ? (field.checked ? field.value : null) : field.value);
const firstOf = (field) => {
  if (field.type === "hidden") return field.dataset.kept; // its own first value is lost with the first change
  if (isChoice(field)) return field.defaultChecked ? field.value : null;
  if (!field.options) return field.defaultValue;
  return ([...field.options].find((each) => each.defaultSelected) ?? field.options[0])?.value;
};
// Fields of one name (the options of a poll) are told apart by their order.
const fieldsOf = (form) => {
  const met = {};
  return [...form.elements].filter(isKept).map((field) => [`${field.name}:${(met[field.name] = (met[field.name] ?? -1) + 1)}`, field]);
};

function read(form) {
  try { return JSON.parse(localStorage.getItem(keyOf(form))) ?? {}; } catch { return {}; }
}

function save(form) {
  const kept = {};
  for (const [name, field] of fieldsOf(form)) if (valueOf(field) !== firstOf(field)) kept[name] = valueOf(field);
  try {
    if (Object.keys(kept).length) localStorage.setItem(keyOf(form), JSON.stringify(kept));
    else localStorage.removeItem(keyOf(form));
  } catch { /* storage is full or refused: the page itself still holds the text */ }
  sign(form);
}

// Says quietly that something is kept, wherever the form has a place for it.
function sign(form) {
  for (const place of form.querySelectorAll("[data-draft-sign]")) place.hidden = localStorage.getItem(keyOf(form)) === null;
}

export function dropDraft(form) {
  localStorage.removeItem(keyOf(form));
  sign(form);
}

// Lets go of what was typed, and of the files with it, until it is wanted back after all.
function discard(form, said) {
  const kept = [keyOf(form), filesKeyOf(form)].map((key) => [key, localStorage.getItem(key)]);
  form.reset();
  dropDraft(form);
  form.dispatchEvent(new CustomEvent("draft:dropped"));
  toast(said, { undo: () => {
    for (const [key, value] of kept) if (value !== null) localStorage.setItem(key, value);
    restoreDraft(form);
    form.dispatchEvent(new CustomEvent("draft:returned"));
  } });
}

export function restoreDraft(form) {
  const kept = read(form);
  if (!Object.keys(kept).length) return;
  form.dispatchEvent(new CustomEvent("draft:found", { bubbles: true, detail: kept })); // whoever adds fields adds them now
  let found = false;
  for (const [name, field] of fieldsOf(form)) {
    if (!(name in kept) || valueOf(field) !== firstOf(field) || valueOf(field) === kept[name]) continue;
    if (isChoice(field)) field.checked = kept[name] !== null;
    else field.value = kept[name];
    field.dispatchEvent(new Event("input", { bubbles: true }));
    found = true;
  }
  if (found) form.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true }));
  sign(form);
}

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (form) save(form);
  });
}
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-draft-drop]");
  if (button) discard(button.form, button.dataset.draftDrop);
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
  if (sent.startsWith(`parvis:draft:${viewer}:`)) {
    localStorage.removeItem(sent);
    localStorage.removeItem(sent.replace("parvis:draft:", "parvis:files:")); // and the files that went with it
  }
  sessionStorage.removeItem(SENT);
}
document.querySelectorAll("form[data-draft]").forEach(restoreDraft);
