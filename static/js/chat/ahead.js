// The way to the next mention of oneself: to its line where that is shown, else to its page.
import { on } from "../core/socket.js";
import { isToReader } from "./called.js";
import { lineOf } from "./lines.js";
import { addressOf, isHere, log } from "./parts.js";

const SEEN_WITHIN = 80; // from the end of the log: who stands there sees what arrives

export function attach(strip) {
  const link = strip.querySelector("a");
  const left = strip.querySelector("[data-left]");
  const ahead = strip.dataset.seqs.split(" ").filter(Boolean).map(Number);

  function draw() {
    strip.hidden = ahead.length === 0;
    if (strip.hidden) return;
    link.href = addressOf(ahead[0]);
    left.textContent = left.dataset.words.replace("{count}", ahead.length);
  }
  function go(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !document.querySelector(link.hash)) return;
    event.preventDefault();
    location.hash = link.hash;
    ahead.shift();
    draw();
  }
  function drop({ id }) {
    const at = ahead.indexOf(Number(lineOf(id)?.dataset.seq));
    if (at >= 0) { ahead.splice(at, 1); draw(); }
  }
  link.addEventListener("click", go);
  const stops = [
    on("message.created", (message) => {
      if (!isHere(message) || !isToReader(message)) return;
      if (!document.hidden && Math.abs(log().closest("[data-scroll]").scrollTop) < SEEN_WITHIN) return;
      ahead.push(message.seq);
      draw();
    }),
    on("message.deleted", (message) => { if (isHere(message)) drop(message); }),
  ];
  return () => stops.forEach((stop) => stop());
}
