// The wish to talk above the composer: drawn anew when something is said, and gone once it is answered.
import { on } from "../core/socket.js";
import { drawAgain, isHere } from "./parts.js";

export function attach(wish) {
  return on("message.created", (message) => { if (isHere(message)) drawAgain(wish).catch(() => {}); });
}
