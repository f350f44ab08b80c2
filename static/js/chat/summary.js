// What stands under a message of its thread: how many answers, whose, when the last; in the line itself.
import { say } from "../core/times.js";
import { faceOf } from "./faces.js";

export function drawSummary(node, { id, conversation_id: conversation, thread_id: root, thread, in_log: isShownToo }) {
  const place = node.querySelector("[data-summary]");
  place.hidden = !thread && !isShownToo;
  const link = place.querySelector("[data-open-thread]");
  if (id) link.href = `/messages/${conversation}?thread=${root ?? id}`;
  const last = place.querySelector("[data-last]");
  last.hidden = !thread;
  place.querySelector("[data-faces]").replaceChildren(...(thread?.people ?? []).map((person) => faceOf(person, 22)));
  if (!thread) {
    link.textContent = place.dataset.within;
    return;
  }
  link.textContent = (thread.answers === 1 ? place.dataset.one : place.dataset.many).replace("{count}", thread.answers);
  const time = last.querySelector("time");
  time.dateTime = thread.last_at;
  time.textContent = say(new Date(thread.last_at), "day");
  if ("is_followed" in thread) place.toggleAttribute("data-followed", thread.is_followed);
  if ("unread" in thread) place.querySelector("[data-waits]").hidden = !thread.unread;
}
