// What one has written here for later: told anew when one of it was sent.
import { viewer } from "../core/page.js";
import { on } from "../core/socket.js";
import { drawAgain, isHere } from "./parts.js";

export function attach(strip) {
  return on("message.created", (message) => {
    if (isHere(message) && message.author?.id === viewer) drawAgain(strip).catch(() => {});
  });
}
