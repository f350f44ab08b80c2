// The topics at the head of a room: what waits in each, and which were opened, renamed or closed meanwhile.
import { viewer } from "../core/page.js";
import { on } from "../core/socket.js";
import { ask, count, show, waitsIn } from "./counts.js";
import { isKept } from "./kept-unread.js";
import { fetchAgain, soon } from "./parts.js";

const SOON = 300; // many may come at once

export function attach(strip) {
  const rowOf = (id) => strip.querySelector(`[data-row="${id}"]`);
  const isOpen = (row) => row.hasAttribute("aria-current") && !document.hidden && !isKept(row.dataset.row);

  const refreshSoon = soon(async () => {
    const fresh = await fetchAgain(strip);
    const focused = strip.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    strip.replaceWith(fresh);
    if (focused) fresh.querySelector(`[href="${focused}"]`)?.focus();
  }, SOON);
  function arrive(message) {
    const row = rowOf(message.conversation_id);
    const act = message.act?.name ?? "";
    if (act === "topic_again" || (row && act.startsWith("topic"))) refreshSoon(); // an open one may not be here yet
    if (!row || act) { if (row) row.dataset.head = Math.max(row.dataset.head, message.seq); return; }
    const isApart = message.thread_id && !message.in_log; // it stands in its thread alone
    if (isApart || message.author.id === viewer || isOpen(row)) row.dataset.head = Math.max(row.dataset.head, message.seq);
    else count(row, message);
  }
  function change({ conversation_id: id, redrawn }) {
    const row = rowOf(id);
    if (row && !redrawn && !isOpen(row) && waitsIn(row)) ask(row); // it may wait no longer
  }
  function read(id, seq) {
    const row = rowOf(id);
    if (row && seq < Number(row.dataset.head)) ask(row);
    else if (row) show(row, 0, 0);
  }
  strip.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  const onRead = ({ detail: { id } }) => read(id, Infinity);
  const onMarked = ({ detail: { id } }) => { if (rowOf(id)) ask(rowOf(id)); };
  const heard = { "chat:read": onRead, "chat:unmarked": onRead, "chat:marked": onMarked };
  for (const [name, handler] of Object.entries(heard)) document.addEventListener(name, handler);
  const stops = [
    on("message.created", arrive),
    on("message.updated", change),
    on("message.deleted", change),
    on("conversation.read", ({ conversation_id: id, person_id: person, seq }) => { if (person === viewer) read(id, seq); }),
    on("conversation.unread", ({ conversation_id: id }) => onMarked({ detail: { id } })),
    on("reconnect", refreshSoon), // what was said meanwhile
  ];
  return () => {
    refreshSoon.stop();
    stops.forEach((stop) => stop());
    for (const [name, handler] of Object.entries(heard)) document.removeEventListener(name, handler);
  };
}
