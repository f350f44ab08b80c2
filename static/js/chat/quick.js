// Reactions one click away, beside the button of the message that is pointed at or focused: one bar for all messages.
import { recent } from "../reactions/recent.js";

const SHOWN = 3; // those said last in this browser, else the first that are offered

export function attachQuick(rooms) {
  const bar = document.querySelector("template[data-quick]").content.firstElementChild.cloneNode(true);
  const buttons = [...bar.children];
  const wordOf = (button) => button.dataset.quickWord;

  function choose() {
    const last = recent();
    const place = (button) => (last.includes(wordOf(button)) ? last.indexOf(wordOf(button)) : last.length);
    const ordered = buttons.toSorted((one, other) => place(one) - place(other));
    bar.replaceChildren(...ordered.slice(0, SHOWN));
  }
  function show(line) {
    for (const button of bar.children) {
      const said = line.querySelector(`[data-word="${wordOf(button)}"]`);
      button.setAttribute("aria-pressed", said?.getAttribute("aria-pressed") ?? "false");
    }
  }
  function follow({ target }) {
    const line = target.closest?.("[data-message]:not(.message-gone, .message-act)");
    const more = line?.querySelector("[data-more]");
    if (!line || !more) return;
    if (line !== bar.parentElement) {
      if (bar.querySelector(":focus-visible")) return; // somebody is at it by keys
      choose();
      more.before(bar);
    }
    show(line);
  }
  rooms.addEventListener("pointerover", follow);
  rooms.addEventListener("focusin", follow);
  return { show, stop: () => { rooms.removeEventListener("pointerover", follow); rooms.removeEventListener("focusin", follow); bar.remove(); } };
}
