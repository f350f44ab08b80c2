// The bell: what is new is said once, softly, and the mark follows the count on every screen.
import { announce } from "../core/announce.js";
import { on } from "../core/socket.js";
import { toast } from "../core/toast.js";

export function attach(bell) {
  return on("notification.created", ({ notification, unread }) => {
    mark(bell, unread);
    if (notification && notification.count === 1) { // what gathers is said once
      announce(notification.text);
      if (!document.hidden && !isShown(notification)) toast(notification.text, { icon: "bell", detail: notification.excerpt });
    }
  });
}

// What it tells of stands on the page that is looked at.
const isShown = ({ url }) => new URL(url, location).pathname === location.pathname;

function mark(bell, unread) {
  bell.querySelector(".dot")?.remove();
  if (unread) bell.append(Object.assign(document.createElement("span"), { className: "dot" }));
  const words = unread ? `, ${bell.dataset.words.replace("{num}", unread)}` : "";
  bell.setAttribute("aria-label", `${bell.title}${words}`);
}
