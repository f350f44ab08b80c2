// The panel of people, and what the head says of them: drawn anew when somebody comes, goes or changes something.
import { request, viewer } from "../core/page.js";
import { on } from "../core/socket.js";
import { log } from "./lines.js";

const SOON = 1500; // many may come at once

function drawSign(face, state) {
  face.querySelector(".presence")?.remove();
  if (state !== "offline") face.append(Object.assign(document.createElement("span"), { className: `presence presence-${state}` }));
}

export function attach(panel) {
  let timer = 0;

  async function refresh() {
    const answer = await request(panel.dataset.address);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
    const line = fresh.querySelector("[data-line]").content.firstElementChild;
    document.querySelector("[data-who-is-here]")?.replaceWith(line.cloneNode(true));
    if (!panel.contains(document.activeElement)) panel.replaceChildren(...fresh.children);
  }
  function refreshSoon() {
    clearTimeout(timer);
    timer = setTimeout(() => refresh().catch(() => {}), SOON);
  }
  const stopActs = on("message.created", ({ conversation_id: id, act }) => { if (act && id === log()?.dataset.conversation) refreshSoon(); });
  const stopPresence = on("presence", ({ person_id: person, state }) => {
    for (const face of document.querySelectorAll(`[data-face="${person}"] .avatar`)) drawSign(face, state);
    if (person !== viewer) refreshSoon();
  });
  return () => { clearTimeout(timer); stopActs(); stopPresence(); };
}
