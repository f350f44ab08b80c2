// Writing: Enter sends, drafts stay with their conversation, an answer or an edit says what it is about.
import { dropDraft } from "../core/drafts.js";
import { request, viewer, words } from "../core/page.js";
import { send, tell } from "../core/socket.js";
import { toast } from "../core/toast.js";
import { lastOwn, log } from "./lines.js";
import { post } from "./outbox.js";

const TYPING_EVERY = 3000;

export function attach(form) {
  const field = form.elements.body;
  const context = form.querySelector("[data-context]");
  const about = context.querySelector("[data-context-text]");
  const conversation = log().dataset.conversation;
  let reply = null;
  let editing = null;
  let told = 0;

  const textOf = (line) => line.querySelector("[data-text]").textContent.trim();
  const nameOf = (line) => line.querySelector(".message-head .name").textContent;

  function clear() {
    if (editing) field.value = "";
    reply = editing = null;
    context.hidden = true;
    form.elements.reply_to.value = "";
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
    editing = line.dataset.message;
    field.value = messages.items[0].body;
    about.textContent = about.dataset.editing;
    context.hidden = false;
    field.focus();
  }
  async function change(body) {
    const id = editing;
    try {
      await send("message.edit", { id, body });
      clear();
      dropDraft(form);
    } catch (error) {
      toast(error.status && error.message ? error.message : words("error_network"), { icon: "circle-alert" });
    }
  }
  function submit(event) {
    if ("earlier" in log().dataset) return; // an old page: the form goes its plain way, to the latest
    event.preventDefault();
    const body = field.value.trim();
    if (!body) { field.focus(); return; }
    if (editing) { change(body); return; }
    post(body, reply);
    field.value = "";
    clear();
    dropDraft(form);
    log().closest("[data-scroll]").scrollTop = 0;
    field.focus();
  }
  function onKey(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "ArrowUp" && !field.value && !editing) {
      event.preventDefault();
      edit(lastOwn(viewer)).catch(() => {});
    } else if (event.key === "Escape") clear();
  }
  function onInput() {
    if (!field.value || editing || Date.now() - told < TYPING_EVERY) return;
    told = Date.now();
    tell("typing", { conversation_id: conversation }).catch(() => {});
  }
  const onAnswer = (event) => answer(event.detail);
  const onEdit = (event) => edit(event.detail).catch(() => {});
  form.addEventListener("submit", submit);
  field.addEventListener("keydown", onKey);
  field.addEventListener("input", onInput);
  context.querySelector("[data-give-up]").addEventListener("click", () => { clear(); field.focus(); });
  document.addEventListener("chat:answer", onAnswer);
  document.addEventListener("chat:edit", onEdit);
  if (matchMedia("(hover: hover)").matches) field.focus({ preventScroll: true });
  return () => {
    document.removeEventListener("chat:answer", onAnswer);
    document.removeEventListener("chat:edit", onEdit);
  };
}
