// Threads of a conversation: their summaries in the log are kept true, and one opens beside it without a new page.
import { fetchParts } from "../core/page.js";
import { on } from "../core/socket.js";
import { lineOf } from "./lines.js";
import { drawSummary } from "./summary.js";

const isWide = matchMedia("(min-width: 1100px)");

export function attachThreads(log) {
  const rooms = log.closest(".chat");
  const panel = () => rooms.querySelector(":scope > [data-panel=act]");
  const beside = panel()?.matches(".chat-answers") ? null : panel();

  function show(fresh, step, address) {
    panel().replaceWith(fresh);
    rooms.dataset.step = step;
    history.replaceState(history.state, "", address);
  }
  async function open(link) {
    const root = new URL(link.href).searchParams.get("thread");
    const [fresh] = await fetchParts(`/messages/${root}/thread`);
    if (!log.isConnected) return; // another conversation was opened meanwhile
    show(fresh, "act", link.href);
    panel().querySelector("textarea")?.focus();
  }
  function onClick(event) {
    const opens = event.target.closest("[data-open-thread]");
    const closes = event.target.closest("[data-close]");
    if (!(opens || closes) || !isWide.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (opens && !("earlier" in log.dataset)) {
      event.preventDefault();
      open(opens).catch(() => location.assign(opens.href));
    } else if (closes && beside) {
      event.preventDefault();
      const root = panel().querySelector("[data-thread]").dataset.thread;
      show(beside, "item", closes.href);
      lineOf(root)?.querySelector("[data-open-thread], [data-more]")?.focus();
    }
  }
  const waits = (root, isWaiting) => {
    const mark = lineOf(root)?.querySelector("[data-waits]");
    if (mark) mark.hidden = !isWaiting;
  };
  rooms.addEventListener("click", onClick);
  const stops = [
    on("thread.changed", ({ thread_id: root, thread }) => { const line = lineOf(root); if (line) drawSummary(line, { thread }); }),
    on("thread.answered", ({ thread_id: root }) => waits(root, document.hidden || !rooms.querySelector(`[data-thread="${root}"]`))),
    on("thread.read", ({ thread_id: root }) => waits(root, false)),
    on("thread.unread", ({ thread_id: root }) => waits(root, true)),
  ];
  return () => { rooms.removeEventListener("click", onClick); stops.forEach((stop) => stop()); };
}
