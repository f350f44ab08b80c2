// The heads of the listed conversations, said with each beat: a message that was lost without a word is found by them.
import { on, send } from "../core/socket.js";

const BEAT = 30_000;
const sought = new Set(); // topics in which something waits, and that were not in the list

// `renew` is called where something was not known; gives back what stops it.
export function keepHeads(list, renew) {
  let timer = 0;
  let isOver = false;

  // The conversation that is open asks for itself.
  const rows = () => [...list.querySelectorAll("[data-row]:not([aria-current])")];

  async function ask() {
    const known = Object.fromEntries(rows().map(({ dataset: { row, head } }) => [row, Number(head)]));
    if (document.hidden || !list.querySelector("[data-row]")) return;
    const { conversations, topics } = await send("sync", { conversations: known, topics: true });
    const missing = topics.filter((id) => !list.querySelector(`[data-row="${id}"]`) && !sought.has(id));
    missing.forEach((id) => sought.add(id)); // what is not listed then either is not asked for at each beat
    if (!isOver && (missing.length || Object.values(conversations).some((messages) => messages.length))) await renew();
  }
  async function beat() {
    clearTimeout(timer);
    await ask().catch(() => {}); // the next beat says them again
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(beat, BEAT);
  }
  const stops = [on("connect", beat)];
  document.addEventListener("visibilitychange", beat); // awake again
  timer = setTimeout(beat, BEAT);
  return () => { isOver = true; clearTimeout(timer); stops.forEach((stop) => stop()); document.removeEventListener("visibilitychange", beat); };
}
