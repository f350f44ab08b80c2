// The panel of a thread: what stands there is read once it was seen.
import { request, viewer } from "../core/page.js";
import { on } from "../core/socket.js";
import { catchUp } from "./catching-up.js";
import { drawNew } from "./kept-unread.js";
import { redraw } from "./lines.js";

const SOON = 250;

export function attach(panel) {
  const log = panel.querySelector("[data-thread]");
  const scroll = log.closest("[data-scroll]");
  let read = 0;
  let timer = 0;
  let keptAt = 0; // what the newest was when one wanted it to wait: it does until one opens the thread anew or writes there

  const newestLine = () => [...log.querySelectorAll("[data-seq]")].at(-1);
  function keep(seq) {
    keptAt = Number(newestLine().dataset.seq);
    read = 0;
    drawNew(log, seq);
  }
  function note() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const { seq, author } = newestLine()?.dataset ?? {};
      const newest = Number(seq);
      if (keptAt && !(newest > keptAt && author === viewer)) return;
      keptAt = 0;
      if (document.hidden || !panel.offsetParent || Math.abs(scroll.scrollTop) > 80 || !(newest > read)) return;
      const before = read;
      read = newest;
      request(`/api/v1/messages/${log.dataset.thread}/thread/read`, { method: "PUT", body: { seq: newest } }).catch(() => { read = before; });
    }, SOON);
  }
  const arrivals = new MutationObserver(note);
  arrivals.observe(log, { childList: true });
  document.addEventListener("visibilitychange", note);
  scroll.addEventListener("scroll", note, { passive: true });
  log.addEventListener("chat:marked", ({ detail }) => keep(detail.seq));
  log.addEventListener("chat:unmarked", () => { keptAt = 0; });
  const stops = [
    on("reconnect", () => {
      const [first, ...answers] = log.querySelectorAll("[data-message]");
      catchUp(answers.length ? answers : [first], `/api/v1/messages/${log.dataset.thread}/thread`, redraw).catch(() => {});
    }),
    on("thread.unread", ({ thread_id: root, seq }) => { if (root === log.dataset.thread) keep(seq); }),
    on("thread.read", ({ thread_id: root, seq }) => { if (root === log.dataset.thread && seq >= keptAt) keptAt = 0; }),
  ];
  if (!location.hash) log.querySelector("[data-new]")?.scrollIntoView({ block: "center" });
  note();
  return () => { stops.forEach((stop) => stop()); clearTimeout(timer); arrivals.disconnect(); document.removeEventListener("visibilitychange", note); };
}
