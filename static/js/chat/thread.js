// The log of one conversation: what arrives, changes and is read; what was missed is asked for again.
import { fetchParts, viewer } from "../core/page.js";
import { on, send } from "../core/socket.js";
import { attachAnnouncing } from "./announcing.js";
import { catchUp } from "./catching-up.js";
import { isKept, keep, letGo } from "./kept-unread.js";
import { attachKeys } from "./keys.js";
import { keepUp } from "./keeping-up.js";
import { arrive as place, drawReactions, group, lineOf, linesOf, redraw } from "./lines.js";
import { confirm, resume } from "./outbox.js";
import { attachThreads } from "./threads.js";
import { attachTools } from "./tools.js";

const NEAR = 80;
const SOON = 250;

export function attach(log) {
  const id = log.dataset.conversation;
  const scroll = log.closest("[data-scroll]");
  const isLive = !("earlier" in log.dataset);
  let head = Number(log.dataset.head);
  let read = Number(log.dataset.read);
  let timer = 0;

  const atEnd = () => Math.abs(scroll.scrollTop) < NEAR; // the log grows upward: its end is at zero

  // Adds without moving what is being read.
  function holding(act) {
    const stay = !atEnd();
    const { scrollTop, scrollHeight } = scroll;
    const result = act();
    if (stay && scroll.scrollTop === scrollTop) scroll.scrollTop = scrollTop - (scroll.scrollHeight - scrollHeight);
    return result;
  }
  function arrive(message) {
    if (!isLive) return;
    const isNew = !lineOf(message.id);
    const line = holding(() => (message.author?.id === viewer ? confirm(message) : place(message)));
    if (isNew && line && message.author?.id !== viewer) announcing.hear(line);
    head = Math.max(head, message.seq);
    if (message.author?.id === viewer) {
      letGo(id); // who writes here is here
      if (read === message.seq - 1) read = message.seq;
    }
    noteReading();
  }
  function noteReading() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!isLive || isKept(id) || document.hidden || !atEnd() || head <= read) return;
      read = head;
      send("conversation.read", { conversation_id: id, seq: head }).catch(() => { read = 0; });
      log.dispatchEvent(new CustomEvent("chat:read", { bubbles: true, detail: { id } }));
    }, SOON);
  }
  // On this page or another device one wants it to wait again, or has read it.
  const marked = ({ seq }) => holding(() => { read = seq; keep(id, seq); });
  function unmarked({ seq }) {
    if (seq < head) return;
    letGo(id);
    read = head;
  }
  async function older(link) {
    if (link.ariaBusy === "true") return;
    link.ariaBusy = "true";
    log.ariaBusy = "true"; // old words are not announced as new ones
    try {
      const parts = await fetchParts(`/messages/${id}/log?before=${link.dataset.older}`);
      const first = log.querySelector("[data-message]");
      link.closest(".chat-older").replaceWith(...parts);
      if (first?.previousElementSibling?.matches("[data-message]")) first.previousElementSibling.after(first);
      group(first);
      watch();
    } finally {
      link.ariaBusy = "false";
      log.ariaBusy = "false";
    }
  }
  const sight = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) older(entry.target).catch(() => {});
  }, { root: scroll, rootMargin: "300px" });
  function watch() {
    const link = isLive && log.isConnected && log.querySelector("[data-older]");
    if (!link) return;
    sight.observe(link);
    link.addEventListener("click", (event) => { event.preventDefault(); older(link).catch(() => location.assign(link.href)); }, { once: true });
  }

  const announcing = attachAnnouncing(log);
  const keeping = isLive ? keepUp(id, () => head, arrive) : null;
  const mine = (handler) => (message) => { if (message.conversation_id === id) handler(message); };
  const stops = [
    on("message.created", mine((message) => (isLive && message.seq > head + 1 ? keeping.now() : arrive(message)))),
    ...["message.updated", "message.deleted"].map((name) => on(name, mine((message) => holding(() => redraw(message))))),
    on("messages.forgotten", mine(({ seq }) => holding(() => {
      for (const line of document.querySelectorAll(".chat [data-message]")) if (Number(line.dataset.seq) <= seq) line.remove();
    }))),
    on("reaction.changed", mine(({ message_id: message, reactions, my_reactions: own }) => {
      holding(() => { for (const line of linesOf(message)) drawReactions(line, reactions, own); });
    })),
    on("conversation.unread", mine(marked)),
    on("conversation.read", mine((told) => { if (told.person_id === viewer) unmarked(told); })),
    on("reconnect", () => {
      const change = (message) => holding(() => redraw(message));
      catchUp([...log.querySelectorAll("[data-message]")], `/api/v1/conversations/${id}/messages`, change).catch(() => {});
    }),
    attachTools(log),
    attachThreads(log),
    attachKeys(log),
    announcing.stop,
    ...(isLive ? [resume(id), keeping.stop] : []),
  ];
  if (!location.hash) log.querySelector("[data-new]")?.scrollIntoView({ block: "center" });
  log.addEventListener("chat:marked", ({ detail }) => marked(detail));
  log.addEventListener("chat:unmarked", () => unmarked({ seq: head }));
  scroll.addEventListener("scroll", noteReading, { passive: true });
  document.addEventListener("visibilitychange", noteReading);
  watch();
  noteReading();
  return () => {
    stops.forEach((stop) => stop?.());
    clearTimeout(timer);
    sight.disconnect();
    document.removeEventListener("visibilitychange", noteReading);
    if (head > read) document.dispatchEvent(new CustomEvent("chat:left", { detail: { id } })); // not all of it was read
  };
}
