// The pages that this device has kept, on the page that is shown without a network.
const PAGES = "parvis-pages";

export async function attach(place) {
  const section = place.querySelector("[data-kept-pages]");
  if (!("caches" in window) || !(await caches.has(PAGES))) return;
  const cache = await caches.open(PAGES);
  const listed = new Set(["/offline"]); // each page once, by its newest address
  for (const request of (await cache.keys()).reverse()) {
    const { pathname } = new URL(request.url);
    if (listed.has(pathname)) continue;
    const answer = await cache.match(request, { ignoreVary: true });
    if (!answer?.headers.get("Content-Type")?.startsWith("text/html")) continue;
    listed.add(pathname);
    const { title } = new DOMParser().parseFromString(await answer.text(), "text/html");
    const link = Object.assign(document.createElement("a"), { href: request.url, className: "list-title", textContent: title });
    const row = Object.assign(document.createElement("li"), { className: "list-row" });
    row.append(link);
    section.querySelector("ul").append(row);
  }
  section.hidden = !section.querySelector("li");
}
