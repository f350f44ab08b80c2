// Accepting a comment as the answer to a question, or taking that back, without leaving the page.
import { request } from "../core/page.js";
import { toastRefusal } from "../core/toast.js";
import { draw, drawComment } from "./redrawing.js";

export async function settle(button) {
  const list = button.closest("[data-behavior~='feed/timeline']");
  const comment = button.closest("[data-comment]");
  const before = list.querySelector(".comment-accepted");
  const address = `/posts/${button.dataset.answer}`;
  button.setAttribute("aria-busy", "true");
  try {
    await request(`/api/v1${address}/answer`, button.value ? { method: "PUT", body: { comment_id: button.value } } : { method: "DELETE" });
    for (const one of new Set([comment, before].filter(Boolean))) await drawComment(list, one.dataset.comment);
    await draw(list, button.dataset.answer);
    list.querySelector(`#${CSS.escape(comment.id)} [data-answer]`)?.focus();
  } catch (error) {
    button.removeAttribute("aria-busy");
    toastRefusal(error);
  }
}
