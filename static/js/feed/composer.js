// The composer: says who will read, sends without leaving the page, and keeps the text when it is refused.
import { announce } from "../core/announce.js";
import { dropDraft } from "../core/drafts.js";
import { request, words } from "../core/page.js";
import { setBusy } from "../core/requests.js";
import { toast } from "../core/toast.js";
import { clearFiles, countOf, idsOf, settled } from "../files/added.js";
import { waitPlainly } from "../files/adding.js";

export function attach(form) {
  const place = form.querySelector("[data-place]");
  const audience = form.querySelector("p[data-audience]");
  const timeline = document.querySelector(".posts");
  let key = null;

  function sayAudience() {
    audience.textContent = place.selectedOptions[0]?.dataset.audience ?? "";
  }
  async function show(id) {
    const answer = await request(`/posts/${id}/fragment`);
    const parts = [...new DOMParser().parseFromString(await answer.text(), "text/html").body.children];
    if (!timeline.querySelector("[data-post]")) timeline.replaceChildren();
    parts[0].classList.add("post-new");
    timeline.prepend(...parts);
  }
  function refuse(text) {
    const error = form.querySelector("[data-error]");
    error.className = "field-error";
    error.textContent = text;
    form.elements.body.focus();
  }
  async function send(event) {
    if (!timeline) { waitPlainly(form, event); return; } // a page of its own: the form goes its plain way
    event.preventDefault();
    const button = event.submitter ?? form.querySelector("button.button-primary");
    if (button.getAttribute("aria-busy") === "true") return;
    if (!form.elements.body.value.trim() && !countOf(form)) { form.elements.body.focus(); return; }
    form.querySelector("[data-error]").textContent = "";
    setBusy(button, true);
    key ??= crypto.randomUUID();
    try {
      await settled(form);
      const body = { body: form.elements.body.value, title: form.elements.title.value, group_id: place.value || null, file_ids: idsOf(form) };
      const { id } = await (await request("/api/v1/posts", { method: "POST", body, headers: { "Idempotency-Key": key } })).json();
      key = null;
      form.elements.body.value = form.elements.title.value = "";
      form.classList.remove("composer-open", "composer-titled");
      clearFiles(form);
      dropDraft(form);
      document.activeElement?.blur();
      await show(id);
      announce(form.dataset.published);
    } catch (error) {
      const problem = await error.answer?.json().catch(() => null);
      if (error.status) key = null;
      refuse(error.isOurs ? error.message : problem?.errors?.[0]?.message || problem?.detail || (error.status ? form.dataset.failed : words("error_network")));
    } finally {
      setBusy(button, false);
    }
  }
  function openTitle(focus) {
    form.classList.add("composer-titled");
    if (focus) form.elements.title.focus();
  }
  place.addEventListener("change", sayAudience);
  form.querySelector("[data-add-title]").addEventListener("click", () => openTitle(true));
  form.addEventListener("draft:restored", () => { if (form.elements.title.value) openTitle(false); });
  if (form.elements.title.value) openTitle(false);
  form.addEventListener("submit", (event) => { send(event).catch(() => toast(form.dataset.failed, { icon: "circle-alert" })); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}
