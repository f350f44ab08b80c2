// The wish to talk above the composer: drawn anew when something is said, and gone once it is answered.
import { request } from "../core/page.js";
import { on } from "../core/socket.js";
import { log } from "./lines.js";

export function attach(wish) {
  async function refresh() {
    const answer = await request(wish.dataset.address);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
    if (fresh) wish.replaceWith(fresh);
    else wish.remove();
  }
  return on("message.created", ({ conversation_id: id }) => {
    if (id === log()?.dataset.conversation) refresh().catch(() => {});
  });
}
