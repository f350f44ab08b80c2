// Tells the house when this page has not been used for a while, and when it is used again.
import { on, tell } from "../core/socket.js";

const IDLE_AFTER = 10 * 60_000;
const USES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];

export function attach() {
  let awake = true; // as the house takes every page that comes
  let last = document.hidden ? 0 : Date.now();
  let timer = 0;

  function say(now) {
    if (awake === now) return;
    awake = now;
    tell("presence", { awake }).catch(() => {});
  }
  // A page in the background is not used: nothing but coming back to it counts.
  function look() {
    const left = last + IDLE_AFTER - Date.now();
    say(left > 0);
    clearTimeout(timer);
    if (left > 0) timer = setTimeout(look, left);
  }
  function use() {
    if (document.hidden) return;
    last = Date.now();
    if (!awake || !timer) look();
  }
  const stop = on("connect", () => {
    awake = true;
    look();
  });
  for (const name of USES) document.addEventListener(name, use, { passive: true, capture: true });
  document.addEventListener("visibilitychange", use);
  look();
  return () => {
    clearTimeout(timer);
    stop();
    for (const name of USES) document.removeEventListener(name, use, { capture: true });
    document.removeEventListener("visibilitychange", use);
  };
}
