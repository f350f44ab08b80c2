// Keeps what was read on this device, where it is somebody's own: an installed Parvis, a phone or a tablet.
// What is kept is of one person, and goes with their sign-out or when another signs in.
import { viewer } from "./page.js";

const PAGES = "parvis-pages";
const KEPT_FOR = "parvis:kept-for";
const isOwn = () => matchMedia("(display-mode: standalone)").matches || matchMedia("(pointer: coarse)").matches;

export async function keepForOffline() {
  if (!("serviceWorker" in navigator && "caches" in window) || document.querySelector("[data-offline-page]")) return;
  const isAnother = viewer ? localStorage.getItem(KEPT_FOR) !== viewer : location.pathname === "/sign-in";
  if (isAnother) await caches.delete(PAGES);
  if (!viewer || !isOwn()) return;
  localStorage.setItem(KEPT_FOR, viewer);
  await navigator.serviceWorker.register("/sw.js");
  await caches.open(PAGES);
  const { active } = await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) active.postMessage("claim"); // it began while this page was on its way
}
