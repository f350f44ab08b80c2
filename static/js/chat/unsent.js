// Messages that could not be sent: kept by the browser for their author, and sent from whatever page of the house is open.
// In the order in which they were written, one tab at a time; by its client_id the server takes each of them once.
import { request, viewer, words } from "../core/page.js";
import { now } from "../core/times.js";
import { toast } from "../core/toast.js";

const AGAIN = 5_000; // milliseconds
const ON_THE_WAY = 15_000; // the page on which it was written may still be sending it
const LATER = [400, 401, 408, 429]; // a page or a session that is over, or too much at once: no word against the message
const OURS = `parvis:unsent:${viewer}:`;
const unstored = new Map(); // where storage is full or refused, as long as the page is open

function read(key) {
  try { return unstored.get(key) ?? JSON.parse(localStorage.getItem(key)) ?? []; } catch { return []; }
}
function write(key, entries) {
  try {
    if (entries.length) localStorage.setItem(key, JSON.stringify(entries));
    else localStorage.removeItem(key);
    unstored.delete(key);
  } catch { unstored.set(key, entries); }
  sayHowMany();
}
const keys = () => [...new Set([...Object.keys(localStorage), ...unstored.keys()])].filter((key) => key.startsWith(OURS));
const all = () => keys().flatMap((key) => read(key).map((entry) => ({ entry, conversation: key.slice(OURS.length) })));

export const listUnsent = (conversation) => read(OURS + conversation);

// What is kept already stays in its place among the others.
export function keepUnsent(conversation, { client_id, body, reply_to, thread_id, in_log, files, at, waits, refused }) {
  const entry = { client_id, body, reply_to, thread_id, in_log, files, at, waits, refused };
  const entries = listUnsent(conversation);
  const isKept = entries.some((each) => each.client_id === client_id);
  write(OURS + conversation, isKept ? entries.map((each) => (each.client_id === client_id ? entry : each)) : [...entries, entry]);
}

export function forgetUnsent(conversation, one) {
  write(OURS + conversation, listUnsent(conversation).filter(({ client_id }) => client_id !== one));
}

export const payloadOf = ({ client_id, body, reply_to, thread_id, in_log, files }) => (
  { client_id, body, reply_to, thread_id: thread_id ?? null, in_log: Boolean(in_log), file_ids: (files ?? []).map((file) => file.id) }
);

export async function postMessage(conversation, entry) {
  return (await request(`/api/v1/conversations/${conversation}/messages`, { method: "POST", body: payloadOf(entry) })).json();
}

// The page's own log hears how it went, and draws it; true where there is none to do so.
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`unsent:${name}`, { detail, cancelable: true }));

export const sayRefused = (conversation) => toast(words("message_refused"), { icon: "circle-alert", label: words("open_conversation"), undo: () => location.assign(`/messages/${conversation}`) });

async function sendOne(conversation, entry) {
  try {
    const message = await postMessage(conversation, entry);
    forgetUnsent(conversation, entry.client_id);
    if (tell("sent", message)) toast(words("sent_now"));
  } catch (error) {
    if (!error.status || LATER.includes(error.status) || error.status >= 500) throw error;
    const reason = (await error.answer.json().catch(() => null))?.detail ?? error.message;
    keepUnsent(conversation, { ...entry, refused: reason });
    if (tell("refused", { entry, reason })) sayRefused(conversation);
  }
}

const isDue = ({ entry: { waits, refused, at } }) => !refused && (waits || now() - new Date(at) > ON_THE_WAY);

// Whoever is signed in on this browser by now may be another than the page was made for.
async function isViewers() {
  return (await (await request("/api/v1/me")).json()).id === viewer;
}

export async function sendUnsent() {
  if (!viewer || !all().some(isDue)) return;
  await navigator.locks.request(OURS, { ifAvailable: true }, async (lock) => {
    if (!lock) return; // another tab is sending
    try {
      if (!(await isViewers())) return;
      for (let due = all().find(isDue); due; due = all().find(isDue)) await sendOne(due.conversation, due.entry);
    } catch {
      tell("waits");
    }
  });
}

function sayHowMany() {
  const place = document.querySelector("[data-messages-wait]");
  const count = all().length;
  if (!place) return;
  place.hidden = !count;
  place.textContent = words("messages_wait", { count });
}

const trySending = () => sendUnsent().catch(() => {});

export function watchUnsent() {
  if (!viewer) return;
  sayHowMany();
  window.addEventListener("storage", sayHowMany); // another tab
  window.addEventListener("online", trySending);
  document.addEventListener("visibilitychange", trySending); // a phone's timers sleep with it
  setInterval(() => { if (navigator.onLine) trySending(); }, AGAIN);
  trySending();
}
