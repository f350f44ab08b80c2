// Keys of the chat: from message to message, and from one conversation to the next.
const ROWS = ".chat-list [data-row]";

function walk(log, step) {
  const lines = [...log.querySelectorAll("[data-message]")];
  const here = lines.indexOf(document.activeElement.closest("[data-message]"));
  const next = here === -1 ? lines.at(-1) : lines[here + step];
  if (!next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

// The row above or below the one that is open; with `unread`, the nearest in which something waits.
function follow(step, unread) {
  const rows = [...document.querySelectorAll(ROWS)];
  const here = rows.findIndex((row) => row.ariaCurrent === "true");
  const ahead = step > 0 ? rows.slice(here + 1) : rows.slice(0, Math.max(here, 0)).reverse();
  const next = ahead.find((row) => !unread || "unread" in row.dataset);
  next?.click();
}

export function attachKeys(log) {
  const field = document.querySelector(".chat-composer textarea");

  function onLine(event, line) {
    if (event.key === "ArrowUp" || event.key === "ArrowDown") walk(log, event.key === "ArrowUp" ? -1 : 1);
    else if (event.key === "Escape") field.focus();
    else if (event.key === "Enter" && event.target === line) line.querySelector("[data-more]").click();
    else return;
    event.preventDefault();
  }
  function onKey(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const line = event.target.closest?.("[data-message]");
    if (event.altKey && step && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      follow(step, event.shiftKey);
    } else if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    else if (line && log.contains(line)) onLine(event, line);
    else if (event.target === field && event.key === "Escape" && !field.value) walk(log, -1);
  }
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
