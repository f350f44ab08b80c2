// The panel of a thread: what stands there is read once it was seen.
import { request } from "../core/page.js";

const SOON = 250;

export function attach(panel) {
  const log = panel.querySelector("[data-thread]");
  const scroll = log.closest("[data-scroll]");
  let read = 0;
  let timer = 0;

  function note() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const newest = Number([...log.querySelectorAll("[data-seq]")].at(-1)?.dataset.seq);
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
  if (!location.hash) log.querySelector("[data-new]")?.scrollIntoView({ block: "center" });
  note();
  return () => { clearTimeout(timer); arrivals.disconnect(); document.removeEventListener("visibilitychange", note); };
}
