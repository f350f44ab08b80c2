// Asking with a poll without leaving the conversation: the link's page comes as a dialog; without this, the link leads to it.
import { openAsked } from "../core/asked.js";

export function attach(link) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openAsked(link);
  });
}
