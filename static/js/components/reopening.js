// On the page that is shown without a network: what was asked for opens when the house answers again, by itself or by the button.
const AGAIN = 10_000; // milliseconds
const HERE = "/offline"; // whoever asked for this very page stays on it

export function attach(place) {
  const { pathname, search } = location;
  if (pathname === HERE) return undefined;
  const isTalk = /^\/messages(\/|$)/.test(pathname);
  place.querySelector("[data-not-kept]").hidden = isTalk;
  place.querySelector("[data-never-kept]").hidden = !isTalk;
  place.querySelector("[data-reopens]").hidden = false;
  place.querySelector("[data-again]").href = pathname + search;
  const reopen = async () => {
    const answer = await fetch(HERE, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (answer?.ok) location.reload();
  };
  window.addEventListener("online", reopen);
  document.addEventListener("visibilitychange", reopen);
  const timer = setInterval(reopen, AGAIN);
  return () => {
    clearInterval(timer);
    window.removeEventListener("online", reopen);
    document.removeEventListener("visibilitychange", reopen);
  };
}
