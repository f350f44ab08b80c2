// The composer: says who will read, sends without leaving the page, and keeps the text when it is refused.
import { announce } from "../core/announce.js";
import { sendLater } from "../core/later.js";
import { partsOf, request, words } from "../core/page.js";
import { setBusy } from "../core/requests.js";
import { toast } from "../core/toast.js";
import { dropDraft } from "../drafts/forms.js";
import { clearFiles, countOf, restoreFiles, settled } from "../files/added.js";
import { waitPlainly } from "../files/adding.js";

export function attach(form) {
  const place = form.querySelector("[data-place]");
  const publish = form.querySelector("[data-publish]");
  const audience = form.querySelector("p[data-audience]");
  const timeline = document.querySelector(".posts");
  let key = null;

  function sayAudience() {
    audience.textContent = place.selectedOptions[0]?.dataset.audience ?? "";
  }
  function sayDeed() {
    const [{ now, later, busyNow, busyLater }, isLater] = [publish.dataset, Boolean(form.elements.scheduled_at.value)];
    publish.querySelector("span").textContent = isLater ? later : now;
    publish.dataset.busy = isLater ? busyLater : busyNow;
  }
  function show(html) {
    const parts = partsOf(html);
    if (!timeline.querySelector("[data-post]")) timeline.replaceChildren();
    parts[0].classList.add("post-new");
    timeline.prepend(...parts);
  }
  function clearErrors() {
    for (const each of form.querySelectorAll("[data-error]")) each.replaceChildren(...each.querySelectorAll(":scope > .help"));
  }
  function refuse(text) {
    clearErrors();
    const error = form.querySelector('[data-error="body"]');
    error.className = "field-error";
    error.textContent = text;
    form.elements.body.focus();
  }
  // The refused form comes back: each field's own words are put beside it here, what was typed stays as it is.
  function showErrors(html) {
    const refused = new DOMParser().parseFromString(html, "text/html").querySelector("#composer");
    for (const place of form.querySelectorAll("[data-error]")) {
      place.replaceChildren(...(refused?.querySelector(`[data-error="${place.dataset.error}"]`)?.childNodes ?? []));
    }
    const wrong = [...form.querySelectorAll("[data-error]")].find((place) => place.textContent.trim() && !place.querySelector(":scope > .help"));
    if (!wrong) refuse(form.dataset.failed);
    else (form.elements.namedItem(wrong.dataset.error)?.[0] ?? form.elements.namedItem(wrong.dataset.error) ?? form.elements.body).focus();
  }
  function clear() {
    const chosen = place.value; // what is said next is mostly said there too
    form.reset();
    place.value = chosen;
    clearErrors();
    form.dispatchEvent(new CustomEvent("kind:none"));
    form.classList.remove("composer-open", "composer-titled");
    clearFiles(form);
    dropDraft(form);
    sayAudience();
    sayDeed();
    document.activeElement?.blur();
  }
  // No network: the text waits in the browser, with the key that lets the server take it once.
  function leaveForLater() {
    const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrf_token" && typeof value === "string");
    sendLater({ url: "/posts", key, fields, text: form.elements.body.value, draft: "post", page: "/" });
    key = null;
    clear();
    announce(words("sent_later"));
  }
  async function send(event) {
    if (!timeline) { waitPlainly(form, event); return; } // a page of its own: the form goes its plain way
    event.preventDefault();
    const button = event.submitter ?? publish;
    if (button.getAttribute("aria-busy") === "true") return;
    if (!form.elements.body.value.trim() && !countOf(form) && !form.elements.kind?.value) { form.elements.body.focus(); return; } // of a kind, the server knows what says enough
    setBusy(button, true);
    key ??= crypto.randomUUID();
    try {
      await settled(form);
      const headers = { "HX-Request": "true", "Idempotency-Key": key };
      const answer = await request(form.action, { method: "POST", body: new FormData(form), headers });
      key = null;
      if (location.pathname === new URL(form.action).pathname) { dropDraft(form); location.assign("/"); return; } // this page was drawn by a refusal
      clear();
      if (answer.status === 202) toast(await answer.text(), { icon: "calendar-clock" }); // it waits for its time
      else { show(await answer.text()); announce(form.dataset.published); }
    } catch (error) {
      if (error.status) key = null;
      const html = await error.answer?.text().catch(() => "");
      if (html?.includes('id="composer"')) showErrors(html);
      else if (error.status || error.isOurs) refuse(error.isOurs ? error.message : form.dataset.failed);
      else leaveForLater();
    } finally {
      setBusy(button, false);
    }
  }
  function openTitle(focus) {
    form.classList.add("composer-titled");
    if (focus) form.elements.title.focus();
  }
  place.addEventListener("change", sayAudience);
  form.elements.scheduled_at.addEventListener("input", sayDeed);
  sayDeed();
  form.querySelector("[data-add-title]").addEventListener("click", (event) => { event.target.closest("[popover]").hidePopover(); openTitle(true); });
  form.addEventListener("draft:restored", () => { if (form.elements.title.value) openTitle(false); });
  if (form.elements.title.value) openTitle(false);
  form.addEventListener("submit", (event) => { send(event).catch(() => toast(form.dataset.failed, { icon: "circle-alert" })); });
  form.addEventListener("draft:dropped", clear);
  form.addEventListener("draft:returned", () => restoreFiles(form));
  const onSent = ({ detail: { entry, text } }) => { if (entry.url === "/posts" && timeline?.isConnected) show(text); };
  document.addEventListener("later:sent", onSent);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  return () => document.removeEventListener("later:sent", onSent);
}
