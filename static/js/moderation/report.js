// Reporting without leaving the page: the link's form comes as a dialog; without this, the link leads to a page.
import { FRAGMENT, openAsked } from "../core/asked.js";
import { setBusy } from "../core/requests.js";

export async function openReport(link) {
  const dialog = await openAsked(link);
  dialog?.addEventListener("submit", send);
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
