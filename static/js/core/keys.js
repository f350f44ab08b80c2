// Keys that work everywhere: j and k walk the list of the page, "/" and Ctrl-K open the palette, "?" tells all keys.
function typing(event) {
  return event.target.closest?.("input, textarea, select, [contenteditable], dialog[open]") !== null;
}

function walk(step) {
  const list = document.querySelector("[data-list]");
  if (!list) return false;
  const items = [...list.querySelectorAll("[data-item]")].filter((item) => item.offsetParent !== null);
  const here = items.findLastIndex((item) => item.contains(document.activeElement));
  const next = items[here === -1 ? 0 : here + step];
  if (!next) return false;
  if (!next.matches("a, button, [tabindex]")) next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey) return;
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key.toLowerCase() === "k") {
    event.preventDefault();
    document.dispatchEvent(new CustomEvent("palette:open"));
  } else if (!command && !typing(event)) {
    if (event.key === "/") {
      event.preventDefault();
      document.dispatchEvent(new CustomEvent("palette:open"));
    } else if (event.key === "?") {
      event.preventDefault();
      document.querySelector("a[data-keys]")?.click();
    } else if (event.key === "j" || event.key === "k") {
      if (walk(event.key === "j" ? 1 : -1)) event.preventDefault();
    } else if (event.key === "Enter" && document.activeElement?.matches("[data-item]:not(a, button)")) {
      const here = document.activeElement;
      (here.querySelector("a[data-open]") ?? here.querySelector("h2 a, h3 a") ?? here.querySelector("a"))?.click();
    }
  }
});
