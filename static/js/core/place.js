// Keeps one's place in a list: going back brings the pages that were shown and the line that was read.
const key = `parvis:place:${location.pathname}${location.search}`;
let shown = 0; // pages added to the first one

function more() {
  return document.querySelector('.pager a[rel="next"]');
}

function added() {
  return new Promise((resolve) => {
    document.addEventListener("htmx:finally:request", () => setTimeout(resolve, 20), { once: true });
    setTimeout(resolve, 5000);
  });
}

async function bringBack({ pages, top }) {
  while (shown < pages && more()) {
    const done = added();
    more().click();
    await done;
  }
  window.scrollTo(0, top);
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.(".pager a[rel=next]")) shown += 1;
}, true);
window.addEventListener("pagehide", () => {
  if (shown) sessionStorage.setItem(key, JSON.stringify({ pages: shown, top: window.scrollY }));
  else sessionStorage.removeItem(key);
});

const kept = sessionStorage.getItem(key);
const [visit] = performance.getEntriesByType("navigation");
if (kept && visit && visit.type !== "navigate") {
  window.addEventListener("load", () => bringBack(JSON.parse(kept)), { once: true });
}
