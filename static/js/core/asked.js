// A link whose page also comes as a dialog over the one that is open; without this, the link leads to the page.
import { request } from "./page.js";

export const FRAGMENT = { "HX-Request": "true" };

// A promise of the dialog; undefined where the page must be opened instead, because it says why it cannot be shown.
export async function openAsked(link) {
  let markup;
  try {
    markup = await (await request(link.href, { headers: FRAGMENT })).text();
  } catch {
    window.location.assign(link.href);
    return undefined;
  }
  document.querySelector("dialog[data-asked]")?.remove();
  const came = document.createRange().createContextualFragment(markup);
  const dialog = came.querySelector("dialog");
  dialog.dataset.asked = "";
  document.body.append(came);
  const opener = link.closest("details")?.querySelector("summary") ?? link;
  dialog.addEventListener("close", () => { dialog.remove(); opener.focus(); });
  link.closest("details")?.removeAttribute("open");
  if (!dialog.open) dialog.showModal();
  return dialog;
}
