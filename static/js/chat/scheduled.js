// What one has written here for later: told anew when one of it was sent.
import { request, viewer } from "../core/page.js";
import { on } from "../core/socket.js";
import { log } from "./lines.js";

export function attach(strip) {
  async function refresh() {
    const answer = await request(strip.dataset.address);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
    if (fresh) strip.replaceWith(fresh);
    else strip.remove();
  }
  return on("message.created", ({ conversation_id: id, author }) => {
    if (id === log()?.dataset.conversation && author?.id === viewer) refresh().catch(() => {});
  });
}
