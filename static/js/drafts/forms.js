// Keeps what is typed in a form with data-draft="place" until it is sent; each person's drafts are their own.
// With data-carried too it follows them to their other devices; every other one stays in this browser, until the sign-out.
import { viewer } from "../core/page.js";
import { toast } from "../core/toast.js";
import { holdBack, keepWords, leave, letGo, startCarrying } from "./carrying.js";
import { filesOf, find, forgetFiles, putFiles, same } from "./kept.js";
import { startLeaving } from "./leaving.js";

const SENT = "parvis:sent";
const shown = new WeakMap(); // form -> what it held when its draft was last written or drawn
let isDrawing = false;
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
const read = (form) => Object.fromEntries(fieldsOf(form).filter(([, field]) => valueOf(field) !== firstOf(field)).map(([name, field]) => [name, valueOf(field)]));
const formsAt = (place) => [...document.querySelectorAll("form[data-draft]")].filter((form) => form.dataset.draft === place);

function save(form) {
  if (isDrawing) return;
  const [place, fields] = [form.dataset.draft, read(form)];
  shown.set(form, fields);
  if (!same(fields, find(place)?.fields ?? {})) {
    if (Object.keys(fields).length) keepWords(place, fields, "carried" in form.dataset);
    else letGo(place);
  }
  sign(form);
}

// Says quietly that something is kept, wherever the form has a place for it.
function sign(form) {
  for (const place of form.querySelectorAll("[data-draft-sign]")) place.hidden = !find(form.dataset.draft)?.fields;
}

export function dropDraft(form) {
  shown.set(form, read(form));
  letGo(form.dataset.draft);
  leave(form.dataset.draft);
  sign(form);
}

// Lets go of what was typed, and of the files with it, until it is wanted back after all.
function discard(form, said) {
  const place = form.dataset.draft;
  const [kept, files] = [find(place)?.fields, filesOf(place)];
  form.reset();
  dropDraft(form);
  form.dispatchEvent(new CustomEvent("draft:dropped"));
  toast(said, { undo: () => {
    if (kept) keepWords(place, kept, "carried" in form.dataset);
    putFiles(place, files);
    restoreDraft(form);
    form.dispatchEvent(new CustomEvent("draft:returned"));
  } });
}

// Puts into the form what is kept; with `isWhole` also what is kept no more goes out of it.
function draw(form, isWhole) {
  const kept = find(form.dataset.draft)?.fields ?? {};
  let found = false;
  isDrawing = true;
  for (const [name, field] of fieldsOf(form)) {
    const value = name in kept ? kept[name] : firstOf(field);
    if (valueOf(field) === value || (!isWhole && valueOf(field) !== firstOf(field))) continue;
    if (isChoice(field)) field.checked = value !== null;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    found = true;
  }
  if (found) form.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true }));
  isDrawing = false;
  shown.set(form, read(form));
  sign(form);
}

export function restoreDraft(form) {
  draw(form, false);
}

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (form) save(form);
  });
}
document.addEventListener("drafts:changed", ({ detail: { place, isElsewhere } }) => {
  for (const form of formsAt(place)) {
    if (isElsewhere && same(read(form), shown.get(form) ?? {})) draw(form, true); // nothing was typed that is not kept
    sign(form);
  }
});
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
  if (!form || event.defaultPrevented) return;
  sessionStorage.setItem(SENT, JSON.stringify([viewer, form.dataset.draft]));
  holdBack(form.dataset.draft);
});

const [sender, sent] = JSON.parse(sessionStorage.getItem(SENT) ?? "[]");
if (sent && viewer) {
  if (sender === viewer) {
    letGo(sent);
    forgetFiles(sent); // that went with it
  }
  sessionStorage.removeItem(SENT);
}
document.querySelectorAll("form[data-draft]").forEach(restoreDraft);
startCarrying();
startLeaving();
