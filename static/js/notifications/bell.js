// The bell: what is new is said once, softly, and the mark follows the count on every screen.
import { announce } from "../core/announce.js";
import { on } from "../core/socket.js";
import { toast } from "../core/toast.js";

export function attach(bell) {
  return on("notification.created", ({ notification, unread }) => {
    mark(bell, unread);
    if (notification) {
      announce(notification.text);
      if (!document.hidden) toast(notification.text, { icon: "bell" });
    }
  });
}

function mark(bell, unread) {
  bell.querySelectorAll(".dot, .visually-hidden").forEach((part) => part.remove());
  if (!unread) return;
  const dot = Object.assign(document.createElement("span"), { className: "dot" });
  const words = Object.assign(document.createElement("span"), {
    className: "visually-hidden",
    textContent: bell.dataset.words.replace("{num}", unread),
  });
  bell.append(dot, words);
}
