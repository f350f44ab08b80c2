// The list of conversations: what was said last, what is new, what was left unsent; the newest on top.
import { fetchParts, viewer } from "../core/page.js";
import { on } from "../core/socket.js";
import { say } from "../core/times.js";
import { find } from "../drafts/kept.js";
import { sayAct } from "./acts.js";
import { isToReader, namesReader } from "./called.js";
import { ask, count, show, waitsIn } from "./counts.js";
import { keepHeads } from "./heads.js";
import { isKept } from "./kept-unread.js";
import { log, soon, spread } from "./parts.js";

const WRITES = 5000;
const SETTLING = 400;
const FIRST_WORDS = 120; // characters of a draft: more than a row has room for
const SPREAD = 1500; // milliseconds over which the members of a room ask for what only the server can list
const CHANGING = ["renamed", "untitled", "added", "removed", "left", "topic_named", "topic_closed", "topic_again"]; // what the row itself says

const sought = new Set(); // conversations in which something was said, and that are not in the list yet
const unlisted = new Set(); // what is not in the list though something was said there, such as topics of a muted room

export function attach(list) {
  const rowOf = (id) => list.querySelector(`[data-row="${id}"]`);
  const isOpen = (id) => id === list.dataset.current && !document.hidden && !isKept(id);

  function plain(html) {
    return new DOMParser().parseFromString(html, "text/html").body.textContent.replace(/\s+/g, " ").trim();
  }
  function preview(row, message) {
    const { author, html, files, deleted, act } = message;
    if (deleted) return list.dataset.gone;
    if (act) return sayAct(message);
    const text = plain(html) || (files ?? []).map((file) => file.alt || file.name).join(", ");
    if (author.id === viewer) return list.dataset.you.replace("{text}", text);
    return row.dataset.kind === "pair" ? text : list.dataset.they.replace("{name}", author.name.split(" ")[0]).replace("{text}", text);
  }
  function tell(row, message) {
    clearTimeout(Number(row.dataset.timer)); // whoever was writing has written
    row.querySelector("[data-preview]").textContent = row.dataset.said = preview(row, message);
  }
  // A conversation that is not in the list yet: the whole list comes from the server.
  async function refresh() {
    const missing = [...sought];
    sought.clear();
    const { current } = list.dataset;
    const fresh = await fetchParts(`/messages/list?current=${current}`);
    if (current !== list.dataset.current) { refreshSoon(); return; } // another was opened meanwhile
    missing.filter((id) => !fresh.some((part) => part.querySelector(`[data-row="${id}"]`))).forEach((id) => unlisted.add(id));
    list.replaceWith(...fresh);
  }
  const refreshSoon = soon(refresh, SETTLING);
  const refreshSpread = spread(refresh, SPREAD);
  function arrive(message) {
    const row = rowOf(message.conversation_id);
    const isApart = message.thread_id && !message.in_log; // it stands in its thread alone
    if (row && (isApart || message.act) && message.seq === Number(row.dataset.head) + 1) row.dataset.head = message.seq; // it waits for nobody here
    if (isApart) { if (row && namesReader(message)) ask(row); return; }
    const isTakenUp = message.author.id === viewer && row?.closest("[data-requests]"); // who answers a wish to talk accepts it
    if (!row || isTakenUp || row.closest("[data-older]") || CHANGING.includes(message.act?.name)) {
      const isOutside = !row && unlisted.has(message.conversation_id) && !namesReader(message);
      if (isOutside) return;
      if (!row) sought.add(message.conversation_id);
      (message.author.id === viewer ? refreshSoon : refreshSpread)();
      return;
    }
    const item = row.closest("li");
    const at = row.querySelector("[data-when] time");
    tell(row, message);
    row.dataset.last = message.id;
    if (message.act) return;
    at.dateTime = message.at;
    at.textContent = say(new Date(message.at), "day");
    if (item.parentElement.firstElementChild !== item && !item.contains(document.activeElement)) item.parentElement.prepend(item);
    if (message.author.id === viewer || isOpen(message.conversation_id)) row.dataset.head = Math.max(row.dataset.head, message.seq);
    else count(row, message);
  }
  function change(message) {
    const row = rowOf(message.conversation_id);
    if (row?.dataset.last === message.id) tell(row, message);
    if (row && !message.redrawn && !isOpen(row.dataset.row) && (waitsIn(row) || isToReader(message))) ask(row); // it may wait, or no longer
  }
  function write({ conversation_id: id, person }) {
    const row = rowOf(id);
    if (!row || person.id === viewer) return;
    const place = row.querySelector("[data-preview]");
    row.dataset.said ??= place.textContent;
    place.textContent = list.dataset.writes.replace("{name}", person.name.split(" ")[0]);
    clearTimeout(Number(row.dataset.timer));
    row.dataset.timer = setTimeout(() => { place.textContent = row.dataset.said; }, WRITES);
  }
  function drafts() {
    for (const row of list.querySelectorAll("[data-row]")) {
      const words = row.ariaCurrent ? "" : find(`chat-${row.dataset.row}`)?.fields?.["body:0"]?.trim().slice(0, FIRST_WORDS);
      row.querySelector("[data-drafted]").hidden = !words;
      const begun = row.querySelector("[data-begun]");
      begun.textContent = words ?? "";
      begun.hidden = !words;
      row.querySelector("[data-preview]").hidden = !begun.hidden;
    }
  }
  function read(id, seq) {
    const row = rowOf(id);
    if (row && seq < Number(row.dataset.head)) ask(row); // on another device, where more came meanwhile
    else if (row) show(row, 0, 0);
  }
  // Another conversation stands beside the list; what was not read in the former one waits there.
  function open({ detail: { id } }) {
    const row = rowOf(id);
    list.dataset.current = id;
    list.querySelector("[aria-current]")?.removeAttribute("aria-current");
    if (row) {
      row.ariaCurrent = "true";
      row.dataset.head = Math.max(row.dataset.head, log().dataset.head);
      show(row, 0, 0);
    } else if (id) refreshSoon();
    drafts();
  }
  const onRead = ({ detail }) => read(detail.id, Infinity);
  const wait = (id) => (rowOf(id) ? ask(rowOf(id)) : refreshSoon()); // it was put away, or is a topic that is not listed
  const onMarked = ({ detail }) => wait(detail.id);
  const onReconnect = () => {
    if (list.querySelector("[data-unread]")) refresh().catch(() => {}); // it may have been read elsewhere meanwhile
  };
  const heard = { "chat:read": onRead, "chat:unmarked": onRead, "chat:marked": onMarked, "chat:left": onMarked, "drafts:changed": drafts, "page:opened": open };
  for (const [name, handler] of Object.entries(heard)) document.addEventListener(name, handler);
  const stops = [
    on("message.created", arrive),
    on("message.updated", change),
    on("message.deleted", change),
    ...["thread.answered", "thread.read", "thread.unread"].map((name) => on(name, refreshSoon)), // how much waits there the server knows
    on("typing", write),
    on("conversation.read", ({ conversation_id: id, person_id: person, seq }) => { if (person === viewer) read(id, seq); }),
    on("conversation.unread", ({ conversation_id: id }) => wait(id)),
    on("messages.forgotten", ({ conversation_id: id }) => { if (rowOf(id) && waitsIn(rowOf(id))) ask(rowOf(id)); }),
    on("reconnect", onReconnect),
    refreshSoon.stop,
    refreshSpread.stop,
    keepHeads(list, refresh), // what waits, and what was read elsewhere meanwhile, the server knows
  ];
  const shown = log()?.dataset.conversation;
  if (shown && shown !== list.dataset.current) open({ detail: { id: shown } }); // it came before this list could hear of it
  else drafts();
  if (sought.size) refreshSpread(); // said while the list was on its way
  if (isKept(list.dataset.current) && rowOf(list.dataset.current)) ask(rowOf(list.dataset.current)); // the server takes it for read
  return () => {
    stops.forEach((stop) => stop());
    for (const [name, handler] of Object.entries(heard)) document.removeEventListener(name, handler);
  };
}
