// What was written without a network: kept by the browser, and sent once when the network is back.
// Each text carries a key of its own: however often it leaves, the server takes it once.
import { request, viewer, words } from "./page.js";

const AGAIN = 20_000; // milliseconds
const key = `parvis:later:${viewer}`;

export function listWaiting() {
  try { return JSON.parse(localStorage.getItem(key)) ?? []; } catch { return []; }
}
function keep(entries) {
  if (entries.length) localStorage.setItem(key, JSON.stringify(entries));
  else localStorage.removeItem(key);
  document.dispatchEvent(new CustomEvent("later:changed"));
}
// entry: url, key, fields (pairs, of a form) or json, text to show, draft and page to change it again.
export function sendLater(entry) {
  keep([...listWaiting(), { ...entry, at: Date.now() }]);
}
export function forget(one) {
  keep(listWaiting().filter((entry) => entry.key !== one));
}

function formOf(fields) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}
async function reasonOf(answer) {
  const text = await answer.text();
  if (answer.headers.get("Content-Type")?.includes("json")) return JSON.parse(text).detail ?? "";
  const refused = new DOMParser().parseFromString(text, "text/html");
  return [...refused.querySelectorAll("[data-error], [data-error-detail]")].map((each) => each.textContent.trim()).find(Boolean) ?? "";
}
async function send(entry) {
  const headers = { "Idempotency-Key": entry.key, ...(entry.fields ? { "HX-Request": "true" } : {}) };
  const answer = await request(entry.url, { method: "POST", body: entry.fields ? formOf(entry.fields) : entry.json, headers });
  forget(entry.key);
  document.dispatchEvent(new CustomEvent("later:sent", { detail: { entry, text: await answer.text() } }));
}

// One tab sends at a time; what is refused stays, with the reason, until its author changes it or lets it go.
export async function sendWaiting() {
  if (!viewer || !listWaiting().length) return;
  await navigator.locks.request(key, { ifAvailable: true }, async (lock) => {
    for (const entry of lock ? listWaiting().filter((each) => !each.refused) : []) {
      try {
        await send(entry);
      } catch (error) {
        if (!error.status || error.status === 401 || error.status === 429 || error.status >= 500) return; // later
        const refused = (await reasonOf(error.answer).catch(() => "")) || words("error_other");
        keep(listWaiting().map((each) => (each.key === entry.key ? { ...each, refused } : each)));
      }
    }
  });
}

export function watchWaiting() {
  window.addEventListener("online", () => sendWaiting().catch(() => {}));
  setInterval(() => sendWaiting().catch(() => {}), AGAIN);
  sendWaiting().catch(() => {});
}
