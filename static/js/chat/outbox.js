// Messages on their way: shown at once, sent by the socket or else by HTTP, kept until the server has them; whatever is open by then.
import { announce } from "../core/announce.js";
import { viewer } from "../core/page.js";
import { connect, on, send } from "../core/socket.js";
import { now } from "../core/times.js";
import { arrive, blankLine, draw, group, threadOf } from "./lines.js";
import { isHere, log } from "./parts.js";
import { forgetUnsent, keepUnsent, listUnsent, payloadOf, postMessage, sayRefused, sendUnsent } from "./unsent.js";

const PATIENCE = 6000;
const pending = new Map();

function person() {
  const own = document.querySelector("[data-own-name]")?.dataset ?? {};
  return { id: viewer, name: own.ownName ?? "", handle: own.ownHandle ?? "", photo_url: own.ownPhoto || null };
}

function show(entry) {
  if (!isHere(entry)) return;
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

function button(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button button-second button-compact", textContent: words });
  made.addEventListener("click", act);
  return made;
}

function say(entry, state, reason = "") {
  Object.assign(entry, { state, reason });
  if (!isHere(entry)) return;
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
    line.append(button(words.again, () => queue(entry)));
    if (state === "refused") line.append(button(words.drop, () => forget(entry)));
    announce(text);
  }
  entry.node.querySelector(".message-main").append(line);
}

async function deliver(entry) {
  const socket = await connect().catch(() => null);
  if (socket?.connected) {
    try {
      return (await send("message.send", { conversation_id: entry.conversation_id, ...payloadOf(entry) }, PATIENCE)).message;
    } catch (error) {
      if (error.status) throw error; // refused: HTTP would say the same
    }
  }
  return postMessage(entry.conversation_id, entry);
}

async function leave(entry) {
  say(entry, "sending");
  try {
    confirm(await deliver(entry));
  } catch (error) {
    if (!pending.has(entry.client_id)) return; // it came back as everybody hears it
    const problem = await error.answer?.json().catch(() => null);
    if (error.status) mark(entry, "refused", problem?.detail ?? error.message);
    else mark(entry, "unsent");
    if (error.status && !isHere(entry)) sayRefused(entry.conversation_id);
  }
}

function mark(entry, state, reason = null) {
  Object.assign(entry, { waits: !reason, refused: reason });
  keepUnsent(entry.conversation_id, entry);
  say(entry, state, reason ?? "");
}

// It leaves with all that waits, in its turn.
function queue(entry) {
  mark(entry, "sending");
  sendUnsent().catch(() => say(entry, "unsent"));
}

function forget(entry) {
  entry.node?.remove();
  pending.delete(entry.client_id);
  forgetUnsent(entry.conversation_id, entry.client_id);
}

// The server has it: its own line takes the place of ours.
export function confirm(message) {
  const entry = pending.get(message.client_id);
  if (entry) forget(entry);
  return isHere(message) ? arrive(message) : null;
}

export function post(conversation, body, reply, files, within = {}) {
  const entry = { conversation_id: conversation, client_id: crypto.randomUUID(), body, reply_to: reply?.id ?? null, quote: reply ?? null, ...within, files, at: now().toISOString() };
  const isBehind = [...pending.values()].some(({ conversation_id: id, waits }) => waits && id === conversation);
  pending.set(entry.client_id, entry);
  keepUnsent(conversation, entry);
  show(entry);
  if (isBehind) queue(entry);
  else leave(entry);
}

// What is still on its way stands in the log again; what an earlier page could not send is tried again too.
export function resume(conversation) {
  for (const kept of listUnsent(conversation)) {
    const known = pending.get(kept.client_id);
    const entry = known ?? { ...kept, conversation_id: conversation };
    if (known?.node?.isConnected) continue;
    pending.set(entry.client_id, entry);
    show(entry);
    if (known) say(known, known.state, known.reason);
    else queue(entry);
  }
  return on("connect", () => sendUnsent().catch(() => {}));
}

// How it went with what waited, of this conversation and of others.
document.addEventListener("unsent:sent", (event) => {
  if (isHere(event.detail)) event.preventDefault();
  if (pending.has(event.detail.client_id)) confirm(event.detail);
});
document.addEventListener("unsent:refused", (event) => {
  const entry = pending.get(event.detail.entry.client_id);
  if (!entry) return;
  if (isHere(entry)) event.preventDefault();
  mark(entry, "refused", event.detail.reason);
});
document.addEventListener("unsent:waits", () => {
  for (const entry of pending.values()) if (entry.waits && entry.state === "sending") say(entry, "unsent");
});
