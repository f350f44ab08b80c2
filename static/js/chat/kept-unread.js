// Marking as unread: the conversation that is open waits on this page too, until one opens it anew or writes there.
import { request, viewer } from "../core/page.js";
import { toast } from "../core/toast.js";
import { group } from "./lines.js";
import { log } from "./parts.js";

const kept = new Set();

export const isKept = (id) => kept.has(id);
export const letGo = (id) => kept.delete(id);

// The line “New” stands before the first message of somebody else's after this number.
export function drawNew(place, seq) {
  const before = place.querySelector("[data-new]");
  const follower = before?.nextElementSibling;
  before?.remove();
  if (follower?.matches("[data-message]")) group(follower);
  const isFirst = ({ dataset }) => Number(dataset.seq) > seq && dataset.author && dataset.author !== viewer;
  const first = [...place.querySelectorAll("[data-message]")].find(isFirst);
  if (!first) return;
  const rule = Object.assign(document.createElement("div"), { className: "new-rule" });
  rule.dataset.new = "";
  rule.append(Object.assign(document.createElement("span"), { textContent: log().dataset.wordsOfNew }));
  first.before(rule);
  first.classList.remove("message-follows");
}

export function keep(id, seq) {
  kept.add(id);
  drawNew(log(), seq);
}

// From a message on; where it stands in a thread alone, the thread waits.
export async function markUnread(line, words) {
  const { message, seq } = line.dataset;
  const { conversation, head } = log().dataset;
  const thread = line.id.startsWith("t-") ? null : line.closest("[data-thread]");
  const place = thread ?? log();
  const read = thread ? `messages/${thread.dataset.thread}/thread/read` : `conversations/${conversation}/read`;
  const newest = Math.max(Number(head), ...[...document.querySelectorAll(".chat [data-seq]")].map((each) => Number(each.dataset.seq)));
  const tell = (name) => (thread || place.isConnected ? place : document).dispatchEvent(new CustomEvent(name, { bubbles: !thread, detail: { id: conversation, seq: Number(seq) - 1 } }));
  const undo = async () => {
    await request(`/api/v1/${read}`, { method: "PUT", body: { seq: newest } });
    tell("chat:unmarked");
  };
  await request(`/api/v1/messages/${message}/unread`, { method: "PUT" });
  tell("chat:marked"); // where no socket says it
  toast(words, { icon: "mail", undo: () => undo().catch(() => {}) });
}
