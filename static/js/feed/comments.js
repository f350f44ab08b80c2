// Comments under a post: answering in place, replies below what they answer, and those of others as they come.
import { announce } from "../core/announce.js";
import { sendLater } from "../core/later.js";
import { fetchParts, request, viewer, words } from "../core/page.js";
import { setBusy } from "../core/requests.js";
import { on } from "../core/socket.js";
import { dropDraft, restoreDraft } from "../drafts/forms.js";
import { clearFiles, countOf, idsOf, settled } from "../files/added.js";

const LONGEST_QUOTE = 500;

// By the numbers of thread, branch and comment.
function comesBefore(one, other) {
  const [mine, theirs] = [one, other].map((each) => each.dataset.place.split(".").map(Number));
  const index = mine.findIndex((number, level) => number !== theirs[level]);
  return index !== -1 && mine[index] < theirs[index];
}

// What is selected of a comment, else all its own words, as Markdown with a link back that names its author.
function quoteOf(comment, address) {
  const [prose, selection] = [comment.querySelector(".prose")?.cloneNode(true), getSelection()];
  prose?.querySelectorAll("blockquote").forEach((quoted) => quoted.remove());
  const chosen = !selection.isCollapsed && comment.contains(selection.anchorNode) ? String(selection) : prose?.textContent ?? "";
  const name = comment.querySelector(".comment-head a").textContent.trim().replace(/[[\]\\]/g, "");
  const said = chosen.trim().slice(0, LONGEST_QUOTE).split("\n");
  return `${[...said, "", `[${name}](${new URL(address, location.href).href})`].map((line) => `> ${line}`.trimEnd()).join("\n")}\n\n`;
}

function reasonOf(error, problem, form) {
  if (error.isOurs) return error.message;
  if (!error.status) return words("error_network");
  const said = problem?.errors?.[0]?.message || problem?.detail;
  return said || (error.status < 500 ? words(`error_${error.status}`) : form.dataset.failed);
}

// What may hurt is said to its author alone; sent again, it goes as it is.
function tellNudge(form, place, text) {
  const told = form.querySelector("template[data-nudge]").content.cloneNode(true);
  told.querySelector(".note > :last-child").textContent = text;
  place.replaceChildren(told);
  announce(text);
}

export function attach(comments) {
  const list = comments.querySelector("[data-comments-list]");
  const known = (id) => comments.querySelector(`[data-comment="${id}"]`);

  // At its place among those that are shown; what stands before or beyond them waits there, unless it is one's own.
  async function show(id, isMine) {
    if (known(id)) return;
    const parts = await fetchParts(`/comments/${id}/fragment`);
    const article = parts.find((part) => part.matches("article"));
    if (!article || known(id)) return;
    const shown = [...list.querySelectorAll("[data-place]")];
    const next = shown.find((other) => comesBefore(article, other));
    if (!isMine && list.querySelector(next ? (next === shown[0] ? "a[rel=prev]" : "none") : "a[rel=next]")) return;
    article.classList.add("comment-new");
    const pager = list.querySelector(".pager:has([rel=next])");
    if (next ?? pager) (next ?? pager).before(...parts);
    else list.append(...parts);
    announce(article.textContent.trim().slice(0, 200));
  }
  function clear(form) {
    form.querySelector("textarea").value = "";
    delete form.dataset.key;
    clearFiles(form);
    dropDraft(form);
  }
  async function send(event) {
    const form = event.target.closest("[data-answer]");
    if (!form) return;
    event.preventDefault();
    const [field, button, place] = [form.querySelector("textarea"), form.querySelector("button.button"), form.querySelector("[data-error]")];
    const parent = form.elements.parent_id.value;
    if ((!field.value.trim() && !countOf(form)) || button.getAttribute("aria-busy") === "true") return field.focus();
    setBusy(button, true);
    const isThoughtOver = Boolean(form.elements.nudged);
    place.textContent = "";
    form.dataset.key ??= crypto.randomUUID();
    const url = `/api/v1/posts/${comments.dataset.post}/comments`;
    let json;
    try {
      await settled(form);
      json = { body: field.value, file_ids: idsOf(form), ...(parent ? { parent_id: parent } : {}) };
      const answer = await request(url, { method: "POST", body: { ...json, think_twice: !isThoughtOver }, headers: { "Idempotency-Key": form.dataset.key } });
      const { id } = await answer.json();
      clear(form);
      json = null; // it is there: what fails from here on is only its showing
      await show(id, true);
      if (parent && form !== comments.lastElementChild) form.remove();
    } catch (error) {
      if (json && !error.status) { // no network: the text waits in the browser, with the key that lets it arrive once
        sendLater({ url, key: form.dataset.key, json, text: field.value, draft: form.dataset.draft, page: `/posts/${comments.dataset.post}` });
        clear(form);
        announce(words("sent_later"));
        return;
      }
      delete form.dataset.key;
      const problem = await error.answer?.json().catch(() => null);
      const nudge = problem?.errors?.find((each) => each.field === "nudge");
      if (nudge) tellNudge(form, place, nudge.message);
      else place.textContent = reasonOf(error, problem, form);
      place.className = nudge ? "" : "field-error";
      field.focus();
    } finally {
      setBusy(button, false);
    }
  }
  function reply(event) {
    const link = event.target.closest?.("a[data-reply]");
    const form = comments.querySelector(":scope > [data-answer]");
    if (!link || !form || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const comment = link.closest(".comment");
    const draft = `comment-${link.dataset.reply}`;
    let own = comments.querySelector(`form[data-draft="${draft}"]`);
    if (!own) {
      own = form.cloneNode(true);
      own.removeAttribute("id");
      own.classList.add("comment-reply");
      own.classList.toggle("comment-nested", comment.matches(".comment-reply"));
      own.dataset.draft = draft;
      own.querySelectorAll("[data-added-list], [data-error]").forEach((each) => each.replaceChildren());
      own.elements.parent_id.value = link.dataset.reply;
      const field = own.querySelector("textarea");
      field.id = `answer-${link.dataset.reply}`;
      own.querySelector("label").htmlFor = field.id;
      field.value = "";
      comment.after(own);
      restoreDraft(own);
    }
    if (link.dataset.quote) own.querySelector("textarea").value += quoteOf(comment, link.dataset.quote);
    own.querySelector("textarea").focus();
  }
  comments.addEventListener("submit", send);
  comments.addEventListener("click", reply);
  comments.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form?.requestSubmit();
  });
  return on("comment.created", ({ id, post_id: post, author_id: author }) => {
    if (post === comments.dataset.post && author !== viewer) show(id, false).catch(() => {});
  });
}
