// Opens a conversation in place: what its page shows beside the list comes, and the list stays where it is.
// The links lead there without it too, and do wherever the two pages do not belong together.
import { announce } from "../core/announce.js";
import { FRAGMENT } from "../core/asked.js";
import { viewer } from "../core/page.js";
import { letGo } from "./kept-unread.js";
import { log } from "./parts.js";

const OPENABLE = /^\/messages(\/[0-9a-f-]{36})?$/;
const WITHIN = ".chat, #palette";
const canHover = matchMedia("(hover: hover)");

const told = (page, name) => page.querySelector(`meta[name="${name}"]`);
const addressOf = (asset) => asset.getAttribute("href") ?? asset.getAttribute("src");
const assetsOf = (page) => [...page.querySelectorAll("link[rel=stylesheet], script[src]")].map(addressOf);

// Another reader, another language, another version of the house, or a page with a look of its own: none of them can stand here.
function belongs(page) {
  const here = new Set(assetsOf(document));
  const isSame = told(page, "viewer")?.content === viewer && page.documentElement.lang === document.documentElement.lang;
  return isSame && page.querySelector(".chat") !== null && assetsOf(page).every((asset) => here.has(asset));
}

async function fetchPage(address, signal) {
  const answer = await fetch(address, { headers: FRAGMENT, credentials: "same-origin", signal });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || answer.redirected || !belongs(page)) throw new Error("another page");
  return page;
}

// Nothing that was open over the former conversation stays open over the next.
function closeAll() {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
}

function put(rooms, page) {
  const fresh = page.querySelector(".chat");
  const [side, title] = [rooms, fresh].map((each) => each.querySelector(".chat-side-head"));
  if (side.firstElementChild.localName !== title.firstElementChild.localName) side.replaceWith(title); // another heading is the page's
  const [, ...former] = rooms.children;
  const [, ...next] = fresh.children;
  former.forEach((part) => part.remove());
  rooms.append(...next);
  rooms.dataset.step = fresh.dataset.step;
  rooms.closest(".frame").classList.toggle("frame-immersed", page.body.matches(".frame-immersed"));
  document.title = page.title;
  told(document, "csrf-token").content = told(page, "csrf-token").content;
}

// Where one begins: the composer takes the focus by itself, as on every page; in the list it is the row one came from.
function begin(rooms, row) {
  const writes = canHover.matches && rooms.querySelector(".chat-composer:not([hidden])");
  if (writes) return;
  const start = (log() ? null : row) ?? rooms.querySelector("h1");
  if (!start.matches("a")) start.tabIndex = -1;
  start.focus({ preventScroll: Boolean(log()) });
}

export function attach(rooms) {
  let here = history.state?.chat ?? crypto.randomUUID(); // the entry of the history that is shown, with all lines of its page
  let way = null; // what is on its way
  let isLeaving = false;

  const current = () => rooms.querySelector(".chat-list [data-row][aria-current]");

  function draw() {
    for (const part of rooms.querySelectorAll(":scope > [aria-busy], .chat-row[aria-busy]")) part.removeAttribute("aria-busy");
    if (way) rooms.querySelector(":scope > [data-panel=item]").ariaBusy = "true";
    if (way?.link) way.link.ariaBusy = "true";
  }
  function leave(address) {
    isLeaving = true;
    if (location.hash) location.reload();
    else location.replace(address);
  }
  function show(page) {
    const row = current();
    closeAll();
    put(rooms, page);
    const id = log()?.dataset.conversation ?? "";
    letGo(id); // it was opened anew
    document.dispatchEvent(new CustomEvent("page:opened", { detail: { id } }));
    begin(rooms, row);
    announce(document.title);
  }
  // The last one that was asked for is the one that comes, however long those before it take.
  async function open(address, entry, link = null) {
    way?.end.abort();
    const mine = { address, link, end: new AbortController() };
    way = mine;
    draw();
    try {
      const page = await fetchPage(address, mine.end.signal);
      if (mine !== way) return;
      here = entry ?? crypto.randomUUID();
      if (!entry) history[address === location.pathname + location.search ? "replaceState" : "pushState"]({ chat: here }, "", address);
      show(page);
    } catch (error) {
      if (mine !== way) return;
      isLeaving = true;
      location.assign(address); // it says what is wrong, or shows it all the same
    }
    way = null;
    draw();
  }
  function onClick(event) {
    const link = event.target.closest?.("a[href]");
    if (!link?.closest(WITHIN) || link.target || isLeaving || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const { origin, pathname, search, hash } = link;
    if (origin !== location.origin || !OPENABLE.test(pathname) || search || hash) return;
    event.preventDefault();
    if (way?.address !== pathname) open(pathname, null, link);
  }
  // Back and forward; to a line of what is shown nothing needs to come.
  function onTravel({ state }) {
    if (!state?.chat) history.replaceState({ chat: here }, "");
    else if (state.chat === here) { way?.end.abort(); way = null; draw(); }
    else if (isLeaving || location.hash || !OPENABLE.test(location.pathname)) leave(location.href);
    else open(location.pathname + location.search, state.chat);
  }
  history.replaceState({ ...history.state, chat: here }, "");
  document.addEventListener("click", onClick);
  window.addEventListener("popstate", onTravel);
  return () => { document.removeEventListener("click", onClick); window.removeEventListener("popstate", onTravel); };
}
