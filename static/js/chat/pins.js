// What stands on top of the log: drawn anew when a message of the conversation is pinned, taken down or changed.
import { on } from "../core/socket.js";
import { drawAgain, isHere, soon } from "./parts.js";

const SOON = 200;

export function attach(strip) {
  const refresh = soon(() => drawAgain(strip), SOON);
  const change = (message) => { if (isHere(message) && !message.redrawn) refresh(); };
  const stops = [on("message.updated", change), on("message.deleted", change), refresh.stop];
  return () => stops.forEach((stop) => stop());
}
