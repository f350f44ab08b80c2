// Keeps one's place in a list: going back brings the pages that were shown and the line that was read.
const key = () => `parvis:place:${location.pathname}${location.search}`; // the page may have opened another in its place
let shown = 0; // pages added to the first one

function more() {
  return document.querySelector('.pager a[rel="next"]');
}

// Whether the next page came to stand where the link to it stood, once it has been laid out.
function added(link) {
  return new Promise((resolve) => {
    const ended = new AbortController();
    const end = (isThere) => { ended.abort(); watch.disconnect(); resolve(isThere); };
    const watch = new MutationObserver(() => { if (!link.isConnected) requestAnimationFrame(() => requestAnimationFrame(() => end(true))); });
    watch.observe(document.body, { childList: true, subtree: true });
    for (const fault of ["htmx:error", "htmx:response:error"]) {
      document.addEventListener(fault, ({ detail: { ctx } }) => { if (ctx?.sourceElement === link) end(false); }, { signal: ended.signal });
    }
  });
}

// What is read: the first item in sight and how far from the top it begins; what stands above may be higher another time.
function reading() {
  const item = [...document.querySelectorAll("[data-item][id]")].find((one) => one.getBoundingClientRect().bottom > 0);
  return item ? { item: item.id, top: item.getBoundingClientRect().top } : { top: -window.scrollY };
}

// However slow the line is; whoever scrolls meanwhile has found another place.
async function bringBack({ pages, item, top }) {
  const elsewhere = new AbortController();
  for (const way of ["wheel", "touchmove", "keydown"]) window.addEventListener(way, () => elsewhere.abort(), { once: true, passive: true });
  while (shown < pages && more()) {
    const link = more();
    const done = added(link);
    link.click();
    if (!await done || elsewhere.signal.aborted) return;
  }
  const found = document.getElementById(item) ?? document.documentElement;
  window.scrollBy(0, found.getBoundingClientRect().top - top);
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.(".pager a[rel=next]")) shown += 1;
}, true);
window.addEventListener("pagehide", () => {
  if (shown) sessionStorage.setItem(key(), JSON.stringify({ pages: shown, ...reading() }));
  else sessionStorage.removeItem(key());
});

const kept = sessionStorage.getItem(key());
const [visit] = performance.getEntriesByType("navigation");
if (kept && visit && visit.type !== "navigate") {
  history.scrollRestoration = "manual"; // the browser would look for the place before its page is there
  window.addEventListener("load", () => bringBack(JSON.parse(kept)), { once: true });
}
