// What stands on top of the log: drawn anew when a message of the conversation is pinned, taken down or changed.
import { request } from "../core/page.js";
import { on } from "../core/socket.js";
import { log } from "./lines.js";

const SOON = 200;

export function attach(strip) {
  let timer = 0;

  async function refresh() {
    const answer = await request(strip.dataset.address);
    strip.replaceWith(new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild);
  }
  const stops = ["message.updated", "message.deleted"].map((name) => on(name, ({ conversation_id: id }) => {
    if (id !== log()?.dataset.conversation) return;
    clearTimeout(timer);
    timer = setTimeout(() => refresh().catch(() => {}), SOON);
  }));
  return () => { clearTimeout(timer); stops.forEach((stop) => stop()); };
}
