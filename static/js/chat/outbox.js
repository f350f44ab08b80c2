// Messages on their way: shown at once, sent by the socket or else by HTTP, kept until the server has them.
import { announce } from "../core/announce.js";
import { request, viewer } from "../core/page.js";
import { connect, on, send } from "../core/socket.js";
import { now } from "../core/times.js";
import { arrive, blankLine, draw, group, threadOf } from "./lines.js";
import { log } from "./parts.js";

const PATIENCE = 6000;
const pending = new Map();
const key = () => `parvis:unsent:${viewer}:${log().dataset.conversation}`;

function keep() {
  const unsent = [...pending.values()].map(({ client_id, body, reply_to, thread_id, in_log, files, at }) => ({ client_id, body, reply_to, thread_id, in_log, files, at }));
  try {
    if (unsent.length) localStorage.setItem(key(), JSON.stringify(unsent));
    else localStorage.removeItem(key());
  } catch { /* storage is full or refused: the page itself still holds the text */ }
}

function person() {
  const own = document.querySelector("[data-own-name]")?.dataset ?? {};
  return { id: viewer, name: own.ownName ?? "", handle: own.ownHandle ?? "", photo_url: own.ownPhoto || null };
}

function show(entry) {
  const node = blankLine();
  draw(node, { id: "", seq: "", author: person(), at: entry.at, html: "", quote: entry.quote, files: entry.files });
  node.removeAttribute("id");
  delete node.dataset.message;
  node.dataset.pending = entry.client_id;
  node.classList.add("message-pending");
  node.querySelector("[data-text]").replaceChildren(Object.assign(document.createElement("p"), { className: "message-plain", textContent: entry.body }));
  node.querySelector("[data-more]").remove();
  entry.node = node;
  const place = entry.thread_id ? threadOf(entry.thread_id) : log();
  if (!place) return; // its thread is not open: it is sent all the same
  place.querySelector("[data-empty]")?.remove();
  place.append(node);
  group(node);
}

function button(words, icon, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button button-second button-compact", textContent: words });
  made.addEventListener("click", act);
  return made;
}

function say(entry, state, reason = "") {
  entry.node.querySelector("[data-state]")?.remove();
  const words = log().dataset;
  const line = document.createElement("div");
  line.dataset.state = state;
  if (state === "sending") {
    line.className = "caption muted message-state";
    line.append(document.querySelector("template[data-clock]").content.cloneNode(true), words.sending);
  } else {
    const text = state === "refused" ? words.refused.replace("{reason}", reason) : words.unsent;
    line.className = "note note-b message-state";
    line.append(document.querySelector("template[data-alert]").content.cloneNode(true), Object.assign(document.createElement("div"), { textContent: text }));
    line.append(button(words.again, "", () => leave(entry)));
    if (state === "refused") line.append(button(words.drop, "", () => forget(entry)));
    announce(text);
  }
  entry.node.querySelector(".message-main").append(line);
}

async function deliver({ client_id, body, reply_to, thread_id, in_log, files }) {
  const { conversation } = log().dataset;
  const payload = { client_id, body, reply_to, thread_id: thread_id ?? null, in_log: Boolean(in_log), file_ids: (files ?? []).map((file) => file.id) };
  const socket = await connect().catch(() => null);
  if (socket?.connected) {
    try {
      return (await send("message.send", { conversation_id: conversation, ...payload }, PATIENCE)).message;
    } catch (error) {
      if (error.status) throw error; // refused: HTTP would say the same
    }
  }
  const answer = await request(`/api/v1/conversations/${conversation}/messages`, { method: "POST", body: payload });
  return answer.json();
}

async function leave(entry) {
  say(entry, "sending");
  try {
    confirm(await deliver(entry));
  } catch (error) {
    if (!pending.has(entry.client_id)) return; // it came back as everybody hears it
    const problem = await error.answer?.json().catch(() => null);
    if (error.status) say(entry, "refused", problem?.detail ?? error.message);
    else say(entry, "unsent");
    entry.waits = !error.status;
  }
}

function forget(entry) {
  entry.node.remove();
  pending.delete(entry.client_id);
  keep();
}

// The server has it: its own line takes the place of ours.
export function confirm(message) {
  const entry = pending.get(message.client_id);
  if (entry) forget(entry);
  return arrive(message);
}

export function post(body, reply, files, within = {}) {
  const entry = { client_id: crypto.randomUUID(), body, reply_to: reply?.id ?? null, quote: reply ?? null, ...within, files, at: now().toISOString() };
  pending.set(entry.client_id, entry);
  keep();
  show(entry);
  leave(entry);
}

// What an earlier page could not send stands in the log again; what waits for the network leaves with it.
export function resume() {
  let kept = [];
  try { kept = JSON.parse(localStorage.getItem(key())) ?? []; } catch { /* nothing that can be read */ }
  for (const entry of kept) {
    if (pending.has(entry.client_id)) continue;
    pending.set(entry.client_id, entry);
    show(entry);
    leave(entry);
  }
  return on("connect", () => { for (const entry of pending.values()) if (entry.waits) leave(entry); });
}
