// htmx in this house: the anti-forgery header, busy buttons, and what is said when a request is refused.
// A refused form (422) comes back as a fragment and is swapped; every other refusal leaves the page as it is.
import { csrfToken, reasonOf, words } from "./page.js";
import { toast } from "./toast.js";

function pressed(ctx) {
  const element = ctx.request?.submitter ?? ctx.sourceElement;
  return element?.matches?.("button") ? element : null;
}

export function setBusy(button, busy) {
  const label = button.querySelector("span");
  if (busy) {
    button.setAttribute("aria-busy", "true");
    if (label && button.dataset.busy) {
      button.dataset.words = label.textContent;
      label.textContent = button.dataset.busy;
    }
  } else {
    button.removeAttribute("aria-busy");
    if (label && button.dataset.words) label.textContent = button.dataset.words;
    delete button.dataset.words;
  }
}

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  ctx.request.headers["X-CSRF-Token"] = csrfToken();
});
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  const button = pressed(ctx);
  if (button) setBusy(button, true);
});
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const button = pressed(ctx);
  if (button) setBusy(button, false);
});
// An error page is never put in the middle of a page: its own words become a passing message.
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  if (ctx.response?.status === 422 && errorWords(ctx)) event.preventDefault();
});
document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  const { status } = ctx.response;
  if (ctx.sourceElement?.matches("[data-quiet]")) return; // it was asked while typing: nobody waits for words
  const said = errorWords(ctx);
  if (status === 422 && !said) return;
  toast(said || reasonOf({ status }), { icon: "circle-alert" });
});
function errorWords(ctx) {
  if (!ctx.text?.includes("data-error-page")) return "";
  return new DOMParser().parseFromString(ctx.text, "text/html").querySelector("[data-error-detail]")?.textContent.trim() ?? "";
}
document.addEventListener("htmx:error", ({ detail }) => {
  if (detail.ctx) toast(words("error_network"), { icon: "wifi-off" });
});

// plain forms too: feedback at once, and no second sending by a double click
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button?.matches("button.button") || event.target.method !== "post") return;
  if (button.getAttribute("aria-busy") === "true") event.preventDefault();
  else setBusy(button, true);
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return; // back from another page, kept as it was
  document.querySelectorAll('button[aria-busy="true"]').forEach((button) => setBusy(button, false));
});
