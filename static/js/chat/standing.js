// Why nothing can be said here, from the moment somebody says so until it is lifted; and the name, when it changes.
import { on } from "../core/socket.js";
import { fetchAgain, isHere } from "./parts.js";

export function attach(place) {
  async function refresh() {
    const fresh = await fetchAgain(place);
    if (!place.isConnected) return;
    place.replaceChildren(...fresh.childNodes);
    place.hidden = fresh.hidden;
    document.querySelector(".chat-composer").hidden = !fresh.hidden;
    for (const name of document.querySelectorAll(".chat-thread .chat-name")) name.textContent = fresh.dataset.name;
  }
  return on("message.created", (message) => {
    if (message.act && (isHere(message) || message.conversation_id === place.dataset.room)) refresh().catch(() => {});
  });
}
