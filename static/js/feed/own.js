// What is the viewer's own in fragments that are the same for everybody: their words, and what they may change.
import { viewer } from "../core/page.js";
import { setMine } from "./reactions.js";
import { setReading } from "./readings.js";

export function showOwn(root) {
  for (const told of root.querySelectorAll("script[data-own-things]:not([data-shown])")) {
    told.dataset.shown = "true";
    const { reactions, keeps, bookmarks = [], follows = [], mutes = [], fresh = [], new_comments: counts = {}, tends = [], ballots = {}, settles = [], to_confirm: asked = [], confirmed = {} } = JSON.parse(told.textContent);
    for (const [id, name] of Object.entries(reactions)) {
      const holder = byId(root, id)?.querySelector("[data-reactions]");
      if (holder) setMine(holder, name);
    }
    for (const [id, own] of Object.entries(ballots)) tellPoll(byId(root, id)?.querySelector("[data-poll]"), own);
    for (const [mark, ids] of Object.entries({ bookmark: bookmarks, follow: follows, mute: mutes })) {
      for (const id of ids) setMark(byId(root, id), mark, true);
    }
    for (const [id, count] of Object.entries(counts)) sayNew(byId(root, id)?.querySelector("[data-new]"), count);
    for (const id of asked) setReading(byId(root, id), null);
    for (const [id, at] of Object.entries(confirmed)) setReading(byId(root, id), at);
    for (const id of fresh) byId(root, id)?.querySelector("[data-fresh-mark]")?.removeAttribute("hidden");
    for (const id of settles) show(byId(root, id), "asker", true);
    for (const id of keeps) show(byId(root, id), "keeper", true);
    for (const id of tends) for (const whom of ["place", "tender"]) show(byId(root, id), whom, true);
  }
  for (const element of root.querySelectorAll(`[data-praised~="${viewer}"]`)) show(element, "praised", true);
  for (const element of root.querySelectorAll(`[data-author="${viewer}"]`)) {
    show(element, "author", true);
    show(element, "keeper", true);
    show(element, "tender", true);
    show(element, "other", false);
  }
}

// A mark (kept, followed, muted) may stand in the foot of a post, in its menu or in both.
export function setMark(post, mark, pressed) {
  for (const button of post?.querySelectorAll(`[data-mark=${mark}]`) ?? []) button.setAttribute("aria-pressed", String(pressed));
}

function sayNew(chip, count) {
  if (!chip) return;
  chip.textContent = count === 1 ? chip.dataset.one : chip.dataset.many.replace("{count}", count >= 100 ? "99+" : count);
  chip.hidden = false;
}

function byId(root, id) {
  return root.querySelector(`[data-post="${id}"], [data-comment="${id}"]`);
}

// The poll's own script may come before or after this.
function tellPoll(poll, own) {
  if (!poll) return;
  poll.dataset.own = JSON.stringify(own);
  poll.dispatchEvent(new CustomEvent("poll:own"));
}

// What is offered to the author, to whoever may keep order there, or to the others only; not inside of answers to it.
function show(element, whom, visible) {
  const inner = element?.querySelector(".conversation, .comments");
  element?.querySelectorAll(`[data-own=${whom}]`).forEach((item) => { if (!inner?.contains(item)) item.hidden = !visible; });
}
