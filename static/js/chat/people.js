// The panel of people: drawn anew when somebody of the conversation comes or goes, or changes it.
import { request, viewer } from "../core/page.js";
import { on } from "../core/socket.js";
import { log } from "./lines.js";

const SOON = 1500; // many may come at once

export function attach(panel) {
  let timer = 0;

  async function refresh() {
    const answer = await request(panel.dataset.address);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
    if (!panel.contains(document.activeElement)) panel.replaceChildren(...fresh.children);
  }
  function refreshSoon() {
    clearTimeout(timer);
    timer = setTimeout(() => refresh().catch(() => {}), SOON);
  }
  const stopActs = on("message.created", ({ conversation_id: id, act }) => { if (act && id === log()?.dataset.conversation) refreshSoon(); });
  const stopPresence = on("presence", ({ person_id: person, here }) => {
    for (const face of document.querySelectorAll(`[data-face="${person}"] .avatar`)) {
      face.querySelector(".presence")?.remove();
      if (here) face.append(Object.assign(document.createElement("span"), { className: "presence" }));
    }
    if (person !== viewer) refreshSoon();
  });
  return () => { clearTimeout(timer); stopActs(); stopPresence(); };
}
