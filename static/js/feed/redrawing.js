// Draws a post anew when what stands beside its words has changed, without touching the conversation below it;
// takes it away, or a comment, when it is gone, and brings it back.
import { announce } from "../core/announce.js";
import { fetchParts, words } from "../core/page.js";

const SPREAD = 1500; // milliseconds over which the readers of one post ask for it

export async function draw(list, id) {
  const shown = list.querySelector(`[data-post="${id}"]`);
  if (!shown) return;
  const [article, ...told] = await fetchParts(`/posts/${id}/fragment`);
  const focused = shown.contains(document.activeElement) ? document.activeElement : null;
  const conversation = shown.querySelector(":scope > [data-conversation]");
  if (conversation) article.querySelector(":scope > [data-conversation]")?.replaceWith(conversation);
  const gone = shown.previousElementSibling?.matches(".post-gone") ? shown.previousElementSibling : null;
  if (gone && list.matches(".thread")) { location.reload(); return; } // it is back, and its conversation with it
  gone?.remove();
  shown.replaceWith(article, ...told);
  const same = focused && (focused.isConnected ? focused : focused.id && document.getElementById(focused.id));
  if (same) same.focus({ preventScroll: true });
}

// What the reader is taking away, or took away, is not asked for: it would be missing until they bring it back.
const isOwnDeed = (element) =>
  element.matches("[aria-busy=true]") || (element.hidden && !element.previousElementSibling?.matches(".post-gone"));

const waiting = new Set();

// Not all readers ask at once, and nobody twice; what is missing when they ask is taken away.
function askSoon(list, id, place, draw, takeAway) {
  if (waiting.has(place) || !list.querySelector(place)) return;
  waiting.add(place);
  setTimeout(() => {
    waiting.delete(place);
    const shown = list.querySelector(place);
    if (shown && !isOwnDeed(shown)) draw(list, id).catch((error) => { if (error.status === 404) takeAway(list, id); });
  }, Math.random() * SPREAD);
}

export const drawAgain = (list, id) => askSoon(list, id, `[data-post="${id}"]`, draw, takePostAway);
export const drawCommentAgain = (list, id) => askSoon(list, id, `#comment-${id}`, drawComment, takeCommentAway);

export async function drawComment(list, id) {
  const parts = await fetchParts(`/comments/${id}/fragment`);
  list.querySelector(`#comment-${id}`)?.replaceWith(...parts);
}

// On a post's own page its comments stand beside it: they go and come back with it.
export function answersOf(post) {
  return post.closest(".thread")?.querySelectorAll(":scope > #comments") ?? [];
}

// What was taken away is not shown any longer, whoever did it and why; what one was writing there is given back.
function takePostAway(list, id) {
  const post = list.querySelector(`[data-post="${id}"]`);
  if (!post || post.hidden) return;
  const gone = [post, ...answersOf(post)];
  const typed = gone.flatMap((part) => [...part.querySelectorAll("textarea")]).map((field) => field.value.trim()).filter(Boolean);
  const note = Object.assign(document.createElement("div"), { className: "slab slab-tight meta post-gone", textContent: words("post_gone"), tabIndex: -1 });
  for (const text of typed) note.append(Object.assign(document.createElement("p"), { className: "difference", textContent: `${words("you_wrote")}\n${text}` }));
  const isFocused = gone.some((part) => part.contains(document.activeElement));
  post.before(note);
  for (const part of gone) part.hidden = true;
  post.replaceChildren(); // nothing of it stays in the page
  for (const part of gone.slice(1)) part.querySelectorAll("[data-comments-list], .comments-ways").forEach((each) => each.replaceChildren());
  if (isFocused) note.focus({ preventScroll: true });
  announce(words("post_gone"));
}

function takeCommentAway(list, id) {
  const comment = list.querySelector(`#comment-${id}`);
  if (!comment || comment.hidden || comment.matches(".comment-gone")) return;
  comment.classList.add("comment-gone");
  comment.removeAttribute("data-comment");
  comment.replaceChildren(Object.assign(document.createElement("p"), { className: "inset meta", textContent: words("comment_gone") }));
}
