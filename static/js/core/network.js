// The band that says the network is gone; the socket and the browser both know something about it.
const reasons = new Set();

export function setOffline(reason, offline) {
  if (offline) reasons.add(reason);
  else reasons.delete(reason);
  const band = document.querySelector("[data-offline]");
  if (band) band.hidden = reasons.size === 0;
  document.documentElement.toggleAttribute("data-network-gone", reasons.size > 0);
}

export function watchNetwork() {
  window.addEventListener("offline", () => setOffline("browser", true));
  window.addEventListener("online", () => setOffline("browser", false));
  if (!navigator.onLine) setOffline("browser", true);
}
