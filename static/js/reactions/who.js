// Who reacted, without leaving the page: the link's page comes as a dialog; without this, the link leads to it.
import { FRAGMENT, openAsked } from "../core/asked.js";
import { fetchParts } from "../core/page.js";

// Another word takes the place of the list; more people are added to it.
async function follow(event, dialog) {
  const link = event.target.closest(".tab, .pager a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const body = dialog.querySelector("[data-who-body]");
  body.setAttribute("aria-busy", "true");
  try {
    const fresh = (await fetchParts(link.href, { headers: FRAGMENT })).map((part) => part.querySelector("[data-who-body]")).find(Boolean);
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
  const dialog = await openAsked(link);
  dialog?.addEventListener("click", (event) => follow(event, dialog));
}
