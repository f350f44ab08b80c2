// The panel of people, and what the head says of them: drawn anew when somebody comes, goes or changes something.
import { viewer } from "../core/page.js";
import { on } from "../core/socket.js";
import { fetchAgain, isHere, soon } from "./parts.js";

const SOON = 1500; // many may come at once

function drawSign(face, state) {
  face.querySelector(".presence")?.remove();
  if (state !== "offline") face.append(Object.assign(document.createElement("span"), { className: `presence presence-${state}` }));
}

export function attach(panel) {
  const refresh = soon(async () => {
    const fresh = await fetchAgain(panel);
    if (!panel.isConnected) return;
    const line = fresh.querySelector("[data-line]").content.firstElementChild;
    document.querySelector("[data-who-is-here]")?.replaceWith(line.cloneNode(true));
    if (!panel.contains(document.activeElement)) panel.replaceChildren(...fresh.children);
  }, SOON);
  const stops = [
    on("connect", refresh), // nobody told this page who came and went before
    on("message.created", (message) => { if (message.act && isHere(message)) refresh(); }),
    on("presence", ({ person_id: person, state }) => {
      for (const face of document.querySelectorAll(`[data-face="${person}"] .avatar`)) drawSign(face, state);
      if (person !== viewer) refresh();
    }),
    refresh.stop,
  ];
  return () => stops.forEach((stop) => stop());
}
