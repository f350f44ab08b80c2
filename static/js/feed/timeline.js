// A list of posts: one's own marks, reactions, deleting with a way back, links to copy, and what changes meanwhile.
import { copyLink } from "../core/copying.js";
import { request, words } from "../core/page.js";
import { on } from "../core/socket.js";
import { toast, toastRefusal } from "../core/toast.js";
import { settle } from "./answers.js";
import { openConversation } from "./conversations.js";
import { setMark, showOwn } from "./own.js";
import { press, setCounts } from "./reactions.js";
import { confirm } from "./readings.js";
import { openWho } from "../reactions/who.js";
import { answersOf, drawAgain, drawCommentAgain } from "./redrawing.js";

async function remove(button) {
  const element = button.closest("[data-comment], [data-post]");
  const gone = [element, ...(element.matches("[data-comment]") ? [] : answersOf(element))];
  gone.forEach((part) => part.setAttribute("aria-busy", "true"));
  try {
    await request(button.dataset.delete, { method: "DELETE" });
  } catch (error) {
    toastRefusal(error);
    return;
  } finally {
    gone.forEach((part) => part.removeAttribute("aria-busy"));
  }
  gone.forEach((part) => (part.hidden = true));
  const undo = async () => {
    await request(button.dataset.restore, { method: "POST" });
    gone.forEach((part) => (part.hidden = false));
  };
  toast(button.dataset.deleted, { undo: () => undo().catch(toastRefusal) });
}

// Keeps, follows or mutes a post, or does so no longer; whoever follows a post has it muted no more.
async function mark(button) {
  const [post, name] = [button.closest("[data-post]"), button.dataset.mark];
  const was = button.getAttribute("aria-pressed") === "true";
  async function set(wanted) {
    setMark(post, name, wanted);
    try {
      await request(`/api/v1${button.getAttribute("formaction")}`, { method: wanted ? "PUT" : "DELETE" });
      if (name === "follow" && wanted) setMark(post, "mute", false);
      return true;
    } catch (error) {
      setMark(post, name, !wanted);
      toastRefusal(error);
      return false;
    }
  }
  if (await set(!was)) toast(words(`${was ? "undid" : "did"}_${name}`), { undo: () => set(was) });
}

// To a comment that is shown already; the link leads to the others. Naming it in the address moves focus and mark there.
function jump(link) {
  const fresh = document.querySelector("[data-fresh-mark]:not([hidden])")?.closest(".comment");
  const comment = link.dataset.jump === "new" ? fresh : document.getElementById(`comment-${link.dataset.jump}`);
  if (comment) location.hash = comment.id;
  else location.assign(link.href);
}

export function attach(list) {
  function onClick(event) {
    const target = event.target.closest?.("button, a");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const deeds = [
      ["[data-reactions] button[name=name]", press],
      ["[data-who]", openWho],
      ["[data-delete]", remove],
      ["[data-copy]", ({ dataset }) => copyLink(dataset.copy, dataset.copied)],
      ["[data-mark]", mark],
      ["[data-confirm]", confirm],
      ["[data-answer]", settle],
      ["[data-comments]", openConversation],
      ["[data-jump]", jump],
    ];
    const deed = deeds.find(([selector]) => target.matches(selector));
    if (!deed || (target.matches("[data-comments]") && list.matches(".thread"))) return;
    event.preventDefault();
    if (target.closest(".reaction-words")) target.closest("details").open = false;
    deed[1](target);
  }
  function onReaction({ post_id: post, comment_id: comment, reactions, my_reactions: own }) {
    if (!post) return; // to a message: the chat's own
    const address = comment ? `/comments/${comment}` : `/posts/${post}`;
    const holder = list.querySelector(`[data-reactions="${address}"]`);
    if (!holder) return;
    if (own) holder.dataset.mine = own[0] ?? ""; // said on another device
    setCounts(holder, reactions);
  }
  function onComment({ post_id: post, comment_count: count }) {
    const link = list.querySelector(`[data-post="${post}"] > .slab-foot [data-comments]`);
    if (!link || count === undefined) return;
    const text = count === 1 ? link.dataset.one : link.dataset.many.replace("{count}", count);
    link.querySelector("span").textContent = count ? text : link.dataset.none;
    const heading = list.querySelector("#comments-title");
    if (heading) heading.textContent = count ? text : heading.dataset.none;
  }
  showOwn(list);
  const watch = new MutationObserver(() => showOwn(list));
  watch.observe(list, { childList: true, subtree: true });
  list.addEventListener("click", onClick);
  const stops = [on("reaction.changed", onReaction), on("comment.created", onComment), on("post.changed", ({ id }) => drawAgain(list, id)),
    on("comment.changed", (told) => { drawCommentAgain(list, told.id); onComment(told); })];
  return () => { stops.forEach((stop) => stop()); watch.disconnect(); };
}
