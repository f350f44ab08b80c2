// Strips of tabs and segments stand where the present one is in view; most browsers do that by their style alone.
const PRESENT = ":is(.tabs, .segments) > [aria-current]";
const ROOM = 48; // so much of its neighbours is seen too

export function showPresent() {
  if (CSS.supports("scroll-initial-target", "nearest")) return;
  for (const tab of document.querySelectorAll(PRESENT)) {
    const strip = tab.parentElement;
    const [whole, own] = [strip.getBoundingClientRect(), tab.getBoundingClientRect()];
    if (own.right > whole.right) strip.scrollLeft += own.right - whole.right + ROOM;
  }
}
