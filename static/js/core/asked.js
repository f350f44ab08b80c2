// A link whose page also comes as a dialog over the one that is open; without this, the link leads to the page.
import { fetchParts } from "./page.js";

export const FRAGMENT = { "HX-Request": "true" };

// A promise of the dialog; undefined where the page must be opened instead, because it says why it cannot be shown.
export async function openAsked(link) {
  let came; // the dialog, and its sheet where it has one
  try {
    came = await fetchParts(link.href, { headers: FRAGMENT });
  } catch {
    window.location.assign(link.href);
    return undefined;
  }
  document.querySelectorAll("[data-came]").forEach((part) => part.remove());
  for (const part of came) part.dataset.came = "";
  document.body.append(...came);
  const dialog = came.find((part) => part.matches("dialog"));
  const opener = link.closest("details")?.querySelector("summary") ?? link;
  dialog.addEventListener("close", () => { came.forEach((part) => part.remove()); opener.focus(); });
  link.closest("details")?.removeAttribute("open");
  if (!dialog.open) dialog.showModal();
  return dialog;
}
