// Why nothing can be said here, from the moment somebody says so until it is lifted; and the name, when it changes.
import { request } from "../core/page.js";
import { on } from "../core/socket.js";
import { log } from "./lines.js";

export function attach(place) {
  async function refresh() {
    const answer = await request(place.dataset.address);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
    place.replaceChildren(...fresh.childNodes);
    place.hidden = fresh.hidden;
    document.querySelector(".chat-composer").hidden = !fresh.hidden;
    for (const name of document.querySelectorAll(".chat-thread .chat-name")) name.textContent = fresh.dataset.name;
  }
  return on("message.created", ({ conversation_id: id, act }) => {
    if (act && [log()?.dataset.conversation, place.dataset.room].includes(id)) refresh().catch(() => {});
  });
}
