// Keeps how far one has seen a conversation: told once all that is new in it has been shown, and nobody else's business.
import { request } from "../core/page.js";

const CALM = 1000;

export function attach(comments) {
  const section = comments.parentElement; // which goes with its post
  const seen = comments.dataset.seen === "" ? Infinity : Number(comments.dataset.seen); // never here before: all is shown
  let told = comments.dataset.seen === "" ? -1 : seen;
  let timer;

  function tell() {
    if (document.visibilityState !== "visible" || section.hidden || section.ariaBusy === "true") return; // their post is gone, or going
    const numbers = [...comments.querySelectorAll("[data-place]")].map((one) => Number(one.dataset.place.split(".").at(-1)));
    if (numbers.filter((number) => number > seen).length < Number(comments.dataset.new)) return;
    const number = Math.max(Number(comments.dataset.newest), ...numbers);
    if (number <= told) return;
    const before = told;
    told = number;
    request(`/api/v1/posts/${comments.dataset.post}/seen`, { method: "PUT", body: { number } }).catch(() => { told = before; });
  }
  function soon() {
    clearTimeout(timer);
    timer = setTimeout(tell, CALM);
  }
  const watch = new MutationObserver(soon);
  watch.observe(comments.querySelector("[data-comments-list]"), { childList: true });
  watch.observe(section, { attributeFilter: ["hidden"] });
  document.addEventListener("visibilitychange", soon);
  soon();
  return () => { clearTimeout(timer); watch.disconnect(); document.removeEventListener("visibilitychange", soon); };
}
