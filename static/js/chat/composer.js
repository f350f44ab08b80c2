// Writing: Enter sends, drafts stay with their conversation, an answer or an edit says what it is about.
import { request, words } from "../core/page.js";
import { send, tell } from "../core/socket.js";
import { setBusy } from "../core/requests.js";
import { toast } from "../core/toast.js";
import { dropDraft, restoreDraft } from "../drafts/forms.js";
import { clearFiles, countOf, filesOf, idsOf, settled } from "../files/added.js";
import { waitPlainly } from "../files/adding.js";
import { nextOf } from "../files/kept.js";
import { lastOwn, nameOf, textOf } from "./lines.js";
import { post } from "./outbox.js";
import { log } from "./parts.js";

const TYPING_EVERY = 3000;
const LINES = 2.2; // of the field's height, above which there is more than one in it, whatever it has around them

export function attach(form) {
  const field = form.elements.body;
  const context = form.querySelector("[data-context]");
  const button = form.querySelector(".chat-send");
  const about = context.querySelector("[data-context-text]");
  const conversation = log().dataset.conversation;
  const panel = form.closest("[data-panel]");
  const place = panel.querySelector("[data-log]"); // the log, or a thread
  const later = form.querySelector("[data-later]");
  const { draft } = form.dataset;
  let reply = null;
  let editing = null;
  let told = 0;

  // Words longer than a line have the whole width until they are gone: as they grow shorter nothing leaps to and fro.
  function fit() {
    const isLong = "long" in field.parentElement.dataset || field.scrollHeight > LINES * parseFloat(getComputedStyle(field).lineHeight);
    field.parentElement.toggleAttribute("data-long", Boolean(field.value) && isLong);
  }
  function write(words) {
    field.value = words;
    fit();
    form.dispatchEvent(new Event("chat:written"));
  }
  function clear() {
    if (editing) stopEditing();
    reply = null;
    context.hidden = true;
    if (later) later.hidden = false;
    form.elements.reply_to.value = "";
  }
  // What is changed of a message is no draft of the conversation: that one waits meanwhile.
  function stopEditing() {
    editing = null;
    delete form.dataset.before;
    write("");
    form.dataset.draft = draft;
    restoreDraft(form);
  }
  function answer(line) {
    clear();
    reply = { id: line.dataset.message, seq: line.dataset.seq, author: { name: nameOf(line) }, text: textOf(line).slice(0, 120) };
    form.elements.reply_to.value = reply.id;
    about.textContent = about.dataset.answering.replace("{name}", reply.author.name).replace("{text}", reply.text);
    context.hidden = false;
    field.focus();
  }
  async function edit(line) {
    if (!line) return;
    const messages = await (await request(`/api/v1/conversations/${conversation}/messages?limit=1&after=${line.dataset.seq - 1}`)).json();
    clear();
    editing = { id: line.dataset.message, files: messages.items[0].files.map((file) => file.id) };
    form.dataset.before = messages.items[0].body;
    delete form.dataset.draft;
    if (later) later.hidden = true;
    about.textContent = about.dataset.editing;
    context.hidden = false;
    write(messages.items[0].body);
    field.focus();
  }
  async function change(body) {
    const { id, files } = editing;
    const more = idsOf(form);
    try {
      await send("message.edit", { id, body, ...(more.length ? { file_ids: [...files, ...more] } : {}) });
      clear();
      clearFiles(form);
    } catch (error) {
      toast(error.status && error.message ? error.message : words("error_network"), { icon: "circle-alert" });
    }
  }
  function submit(event) {
    const isLater = event.submitter?.hasAttribute("formaction"); // on an old page and for later the form goes its plain way
    if ("earlier" in log().dataset || (isLater && (field.value.trim() || countOf(form)))) { waitPlainly(form, event); return; }
    event.preventDefault();
    leave().catch((error) => toast(error.isOurs ? error.message : words("error_other"), { icon: "circle-alert" }));
  }
  async function leave() {
    if (button.ariaBusy === "true") return;
    setBusy(button, true);
    await settled(form).catch((error) => { if (!nextOf(form)) throw error; }).finally(() => setBusy(button, false));
    if (nextOf(form)) return; // it stands in the conversation again, and is sent from there
    const body = field.value.trim();
    if (editing && (body || editing.files.length)) { await change(body); return; }
    if (!body && !countOf(form)) { field.focus(); return; }
    post(conversation, body, reply, filesOf(form), place.dataset.thread ? { thread_id: place.dataset.thread, in_log: form.elements.in_log.checked } : {});
    write("");
    clear();
    if (form.elements.in_log) form.elements.in_log.checked = false;
    clearFiles(form);
    dropDraft(form);
    place.closest("[data-scroll]").scrollTop = 0;
    field.focus();
  }
  function onKey(event) {
    if (event.isComposing || event.target !== field) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "ArrowUp" && !field.value && !editing) {
      event.preventDefault();
      edit(lastOwn(place)).catch(() => {});
    } else if (event.key === "Escape" && !context.hidden) {
      event.preventDefault();
      clear();
    }
  }
  function onInput({ isTrusted }) {
    fit();
    if (!isTrusted || !field.value || editing || place !== log() || Date.now() - told < TYPING_EVERY) return;
    told = Date.now();
    tell("typing", { conversation_id: conversation }).catch(() => {});
  }
  const onAnswer = (event) => answer(event.detail);
  const onEdit = (event) => edit(event.detail).catch(() => {});
  restoreDraft(form);
  fit();
  form.addEventListener("submit", submit);
  form.addEventListener("keydown", onKey); // after the names that are offered under the field have had their say
  field.addEventListener("input", onInput);
  context.querySelector("[data-give-up]").addEventListener("click", () => { clear(); field.focus(); });
  panel.addEventListener("chat:answer", onAnswer);
  panel.addEventListener("chat:edit", onEdit);
  if (matchMedia("(hover: hover)").matches && !document.activeElement?.matches("textarea") && (place !== log() || !document.querySelector("[data-thread]"))) field.focus({ preventScroll: true });
  return () => {
    panel.removeEventListener("chat:answer", onAnswer);
    panel.removeEventListener("chat:edit", onEdit);
  };
}
