// Draws a post anew when what stands beside its words has changed, without touching the conversation below it.
import { request } from "../core/page.js";

const SPREAD = 1500; // milliseconds over which the readers of one post ask for it

export async function draw(list, id) {
  const shown = list.querySelector(`[data-post="${id}"]`);
  if (!shown) return;
  const answer = await request(`/posts/${id}/fragment`);
  const [article, ...told] = new DOMParser().parseFromString(await answer.text(), "text/html").body.children;
  const focused = shown.contains(document.activeElement) ? document.activeElement : null;
  const conversation = shown.querySelector(":scope > [data-conversation]");
  if (conversation) article.querySelector(":scope > [data-conversation]")?.replaceWith(conversation);
  shown.replaceWith(article, ...told);
  const same = focused && (focused.isConnected ? focused : focused.id && document.getElementById(focused.id));
  if (same) same.focus({ preventScroll: true });
}

const waiting = new Set();
export function drawAgain(list, id) {
  if (waiting.has(id) || !list.querySelector(`[data-post="${id}"]`)) return;
  waiting.add(id);
  setTimeout(() => {
    waiting.delete(id);
    draw(list, id).catch((error) => { if (error.status === 404) list.querySelector(`[data-post="${id}"]`)?.remove(); }); // it is gone by now
  }, Math.random() * SPREAD);
}
