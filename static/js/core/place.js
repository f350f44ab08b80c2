// Keeps one's place in a list: going back brings the pages that were shown and the line that was read.
const key = `parvis:place:${location.pathname}${location.search}`;
let shown = 0; // pages added to the first one

function more() {
  return document.querySelector('.pager a[rel="next"]');
}

// The next page stands where the link to it stood, and has been laid out.
function added(link) {
  return new Promise((resolve) => {
    const arrived = () => { watch.disconnect(); requestAnimationFrame(() => requestAnimationFrame(resolve)); };
    const watch = new MutationObserver(() => { if (!link.isConnected) arrived(); });
    watch.observe(document.body, { childList: true, subtree: true });
    setTimeout(arrived, 5000);
  });
}

async function bringBack({ pages, top }) {
  while (shown < pages && more()) {
    const link = more();
    const done = added(link);
    link.click();
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
  history.scrollRestoration = "manual"; // the browser would look for the place before its page is there
  window.addEventListener("load", () => bringBack(JSON.parse(kept)), { once: true });
}
