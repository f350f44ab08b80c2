// Reporting without leaving the page: the link's form comes as a dialog; without this, the link leads to a page.
import { request } from "../core/page.js";
import { setBusy } from "../core/requests.js";

const FRAGMENT = { "HX-Request": "true" };

export async function openReport(link) {
  let markup;
  try {
    markup = await (await request(link.href, { headers: FRAGMENT })).text();
  } catch {
    window.location.assign(link.href); // the page says why it cannot be reported
    return;
  }
  document.querySelector("dialog.report-dialog")?.remove();
  document.body.insertAdjacentHTML("beforeend", markup);
  const dialog = document.body.querySelector("dialog.report-dialog");
  const opener = link.closest("details")?.querySelector("summary") ?? link;
  dialog.addEventListener("close", () => { dialog.remove(); opener.focus(); });
  dialog.addEventListener("submit", send);
  link.closest("details")?.removeAttribute("open");
  if (!dialog.open) dialog.showModal();
}

async function send(event) {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  const button = form.querySelector("button.button");
  setBusy(button, true);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: FRAGMENT, credentials: "same-origin" });
    if (!answer.ok && answer.status !== 422) throw new Error(answer.statusText);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-report-body]");
    const body = form.closest("[data-report-body]");
    body.replaceWith(fresh);
    fresh.querySelector("[autofocus], a, button")?.focus();
  } catch {
    setBusy(button, false);
    form.submit(); // the plain way says what is wrong, and keeps what was typed
  }
}
