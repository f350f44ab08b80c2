// The list of what a form will send: each file is sent at once, shown with its progress, described, removed.
import { announce } from "../core/announce.js";
import { csrfToken, request } from "../core/page.js";
import { isKeeping, keep, kept, nextOf } from "./kept.js";
import { sizeWords } from "./sizes.js";

const sent = new WeakMap(); // an item of the list -> the file as the server answered it
const sending = new WeakMap(); // an item of the list -> what waits for its answer
const telling = new WeakMap(); // an item of the list -> what waits until its words are there

const listOf = (form) => form.querySelector("[data-added-list]");
const rowsOf = (form) => [...form.querySelectorAll("[data-added-list] > [data-added]")];
export const countOf = (form) => rowsOf(form).length;
export const idsOf = (form) => rowsOf(form).map((row) => row.dataset.file).filter(Boolean);
export const filesOf = (form) => rowsOf(form).map((row) => sent.get(row)).filter(Boolean);
export const isWaiting = (form) => rowsOf(form).some((row) => sending.has(row) || !row.dataset.file);

// Ends when everything is sent and described; throws where something was refused.
export async function settled(form) {
  await Promise.all(rowsOf(form).map((row) => sending.get(row)));
  if (rowsOf(form).some((row) => !row.dataset.file)) throw Object.assign(new Error(listOf(form).dataset.waiting), { isOurs: true });
  for (const row of rowsOf(form)) await describe(row);
}

export function clearFiles(form) {
  for (const row of rowsOf(form)) row.remove();
  changed(form);
  if (isKeeping(form) && !form.isConnected) keep(form, []);
}

export function restoreFiles(form) {
  if (!isKeeping(form) || countOf(form)) return;
  for (const file of kept(form)) arrive(form, blank(form), file);
}

export function addFile(form, file) {
  const row = blank(form);
  const words = listOf(form).dataset;
  row.querySelector("[data-name]").textContent = file.name;
  row.querySelector("[data-size]").textContent = sizeWords(file.size, words);
  if (file.type.startsWith("image/")) draw(row, URL.createObjectURL(file));
  send(form, row, file);
  changed(form);
}

export function removeRow(form, row) {
  row.dispatchEvent(new Event("files:abort"));
  if (sent.has(row)) request(`/api/v1/files/${row.dataset.file}`, { method: "DELETE" }).catch(() => {}); // else it is swept away
  row.remove();
  changed(form);
}

export function describe(row) {
  const file = sent.get(row);
  const words = row.querySelector("[data-alt]").value.trim();
  if (!file || file.alt === words) return telling.get(row); // what hangs on something is described by its form
  file.alt = words;
  const told = request(`/api/v1/files/${file.id}`, { method: "PATCH", body: { alt: words } });
  telling.set(row, told.catch((error) => { file.alt = null; throw error; })); // tried again before it is sent
  return telling.get(row);
}

function blank(form) {
  const row = form.querySelector("template[data-added-part]").content.firstElementChild.cloneNode(true);
  listOf(form).append(row);
  return row;
}

function draw(row, source) {
  const face = new Image(56, 56);
  face.alt = "";
  face.addEventListener("load", () => { row.querySelector("[data-face]").replaceChildren(face); URL.revokeObjectURL(source); });
  face.src = source;
}

function changed(form) {
  listOf(form).hidden = countOf(form) === 0;
  if (isKeeping(form) && form.isConnected) keep(form, filesOf(form));
  form.dispatchEvent(new CustomEvent("files:changed"));
}

function arrive(form, row, file) {
  sent.set(row, file);
  row.dataset.file = file.id;
  Object.assign(row.querySelector("[name=file_ids]"), { value: file.id, checked: true });
  row.querySelector("[data-name]").textContent = file.name;
  row.querySelector("[data-size]").textContent = sizeWords(file.size, listOf(form).dataset);
  const alt = row.querySelector("[data-alt]");
  Object.assign(alt, { name: `alt-${file.id}`, value: alt.value || file.alt });
  alt.closest("label").hidden = !/^(image|audio|video)\//.test(file.media_type);
  const listen = row.querySelector("[data-listen]");
  listen.hidden = !file.media_type.startsWith("audio/");
  if (!listen.hidden) listen.querySelector("audio").src = file.url;
  if (/^(audio|video)\//.test(file.media_type)) alt.placeholder = alt.previousElementSibling.textContent = alt.dataset.heard;
  alt.addEventListener("change", () => describe(row)?.catch(() => {}));
  if (file.preview_url) draw(row, `${file.preview_url}?size=small`);
  changed(form);
}

// What was still on its way when another page took the place of this one waits with the draft it was meant for.
function land(form, row, file) {
  const next = nextOf(form);
  if (next) arrive(next, blank(next), file);
  else arrive(form, row, file);
  if (!next && isKeeping(form) && !form.isConnected) keep(form, [...kept(form), file]);
}

function send(form, row, file) {
  const words = listOf(form).dataset;
  const bar = row.querySelector("progress");
  const exchange = new XMLHttpRequest();
  const body = new FormData();
  body.append("file", file);
  const answer = new Promise((resolve) => {
    exchange.upload.addEventListener("progress", (event) => { bar.value = (100 * event.loaded) / event.total; });
    exchange.addEventListener("loadend", resolve);
  }).then(() => {
    sending.delete(row);
    bar.hidden = true;
    const said = exchange.response ?? {};
    if (exchange.status === 201) {
      land(form, row, said);
      announce(words.sent.replace("{name}", said.name));
    } else if (row.isConnected) refuse(form, row, file, exchange.status ? said.detail || words.failed : words.failed, exchange.status);
  });
  sending.set(row, answer);
  bar.hidden = false;
  row.addEventListener("files:abort", () => exchange.abort(), { once: true });
  exchange.open("POST", "/api/v1/files");
  exchange.responseType = "json";
  exchange.setRequestHeader("X-CSRF-Token", csrfToken());
  exchange.send(body);
}

function refuse(form, row, file, reason, status) {
  const place = row.querySelector("[data-refused]");
  place.hidden = false;
  place.textContent = reason;
  if (status && status < 500 && status !== 429) return; // the same again would be refused again
  const again = Object.assign(document.createElement("button"), { type: "button", className: "button button-quiet button-compact", textContent: listOf(form).dataset.again });
  again.addEventListener("click", () => { place.hidden = true; send(form, row, file); });
  place.append(again);
}
