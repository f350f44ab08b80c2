// Who reacted, without leaving the page: the link's page comes as a dialog; without this, the link leads to it.
import { request } from "../core/page.js";

const FRAGMENT = { "HX-Request": "true" };

async function fetchPart(address) {
  const markup = await (await request(address, { headers: FRAGMENT })).text();
  return new DOMParser().parseFromString(markup, "text/html");
}

// Another word takes the place of the list; more people are added to it.
async function follow(event, dialog) {
  const link = event.target.closest(".tab, .pager a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const body = dialog.querySelector("[data-who-body]");
  body.setAttribute("aria-busy", "true");
  try {
    const fresh = (await fetchPart(link.href)).querySelector("[data-who-body]");
    if (link.matches(".tab")) {
      body.replaceWith(fresh);
      fresh.querySelector(".tab[aria-current]").focus();
    } else {
      const [first] = fresh.querySelectorAll("[data-who-list] > li");
      body.querySelector("[data-who-list]").append(...fresh.querySelectorAll("[data-who-list] > li"));
      link.closest(".pager").replaceWith(...fresh.querySelectorAll(".pager"));
      first?.querySelector("a").focus();
    }
  } catch {
    window.location.assign(link.href); // the page says what is wrong
  } finally {
    body.removeAttribute("aria-busy");
  }
}

export async function openWho(link) {
  let parts;
  try {
    parts = [...(await fetchPart(link.href)).querySelectorAll("link, dialog")];
  } catch {
    window.location.assign(link.href);
    return;
  }
  document.querySelector("dialog.who-dialog")?.remove();
  document.body.append(...parts);
  const dialog = document.querySelector("dialog.who-dialog");
  dialog.addEventListener("click", (event) => follow(event, dialog));
  dialog.addEventListener("close", () => { parts.forEach((part) => part.remove()); link.focus(); });
  dialog.showModal();
}
