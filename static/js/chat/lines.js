// Lines of the log: made from the server's own template, kept in order, grouped by day and author.
import { viewer } from "../core/page.js";
import { clock, dayOf, fullDay, now } from "../core/times.js";
import { drawFiles } from "../files/drawing.js";
import { drawLink } from "../links/cards.js";
import { drawPoll } from "../polls/drawing.js";
import { sayAct } from "./acts.js";
import { isToReader } from "./called.js";
import { drawFace } from "./faces.js";
import { log } from "./parts.js";
import { drawOrigin, drawQuote } from "./quotes.js";
import { drawSummary } from "./summary.js";

const FOLLOWS = 5 * 60_000;

export const threadOf = (id) => document.querySelector(`[data-thread="${id}"]`);
export const lineOf = (id, place = log()) => place?.querySelector(`[data-message="${id}"]`);
export const linesOf = (id) => document.querySelectorAll(`.chat [data-message="${id}"]`);
export const textOf = (line) => line.querySelector("[data-text]").textContent.trim() || line.querySelector("[data-files] img")?.alt || line.querySelector("[data-files]").textContent.trim();
export const nameOf = (line) => line.querySelector(".message-head .name").textContent;
export const lastOwn = (place = log()) => [...place.querySelectorAll(`[data-author="${viewer}"]:not(.message-gone)`)].at(-1);

function drawAuthor(node, { author, at }) {
  drawFace(node.querySelector(".avatar"), author, 36);
  const name = node.querySelector(".message-head .name");
  Object.assign(name, { textContent: author.name, href: `/people/${author.handle}` });
  name.dataset.person = author.id;
  node.querySelector("[data-guest]").hidden = !author.is_guest;
  const time = node.querySelector(".message-head time");
  Object.assign(time, { dateTime: at, textContent: clock(new Date(at)) });
  delete time.dataset.exact;
}

export function drawReactions(node, counts, mine) {
  for (const button of node.querySelectorAll("[data-word]")) {
    const count = counts[button.dataset.word] ?? 0;
    button.hidden = count === 0;
    button.querySelector("[data-count]").textContent = count;
    if (mine) button.setAttribute("aria-pressed", String(mine.includes(button.dataset.word)));
  }
  const who = node.querySelector("[data-who]");
  if (node.dataset.message) who.href = `/messages/${node.dataset.message}/reactions`; // a line that arrived was made of an empty one
  who.hidden = !Object.values(counts).some((count) => count > 0);
}

export function draw(node, message) {
  node.id = `m-${message.seq}`;
  Object.assign(node.dataset, { message: message.id, seq: message.seq });
  for (const [sign, is] of [["gone", message.deleted], ["to-me", isToReader(message)]]) node.classList.toggle(`message-${sign}`, Boolean(is));
  const text = node.querySelector("[data-text]");
  if (message.deleted) {
    text.replaceChildren(Object.assign(document.createElement("p"), { className: "muted", textContent: log().dataset.gone }));
    drawFiles(node.querySelector("[data-files]"), []);
    drawLink(node.querySelector("[data-link]"), null, {});
    drawPoll(node.querySelector("[data-carried-poll]"), null);
    drawReactions(node, {}, []);
    drawQuote(node, null);
    drawOrigin(node, null);
    for (const mark of node.querySelectorAll(".message-marks > span")) mark.hidden = true;
    return;
  }
  Object.assign(node.dataset, { author: message.act ? "" : message.author.id, at: message.at });
  node.classList.toggle("message-act", Boolean(message.act));
  if (message.act) {
    text.replaceChildren(Object.assign(document.createElement("p"), { textContent: sayAct(message) }));
    return;
  }
  drawAuthor(node, message);
  drawQuote(node, message.quote);
  text.innerHTML = message.html; // made safe by the server, where it was written
  drawFiles(node.querySelector("[data-files]"), message.files ?? []);
  drawLink(node.querySelector("[data-link]"), message.link, { removal: `/messages/${message.id}/link/removal`, isOwn: message.author.id === viewer });
  drawPoll(node.querySelector("[data-carried-poll]"), node.closest("[data-thread]") && (!message.thread_id || message.in_log) ? null : message.poll);
  drawOrigin(node, message.origin);
  node.querySelector("[data-edited]").hidden = !message.edited_at;
  node.querySelector("[data-history]").href = `/messages/${message.id}/history`;
  node.querySelector("[data-pinned]").hidden = !message.pinned;
  if ("bookmarked" in message) node.querySelector("[data-kept]").hidden = !message.bookmarked;
  drawReactions(node, message.reactions ?? {}, message.my_reactions);
  drawSummary(node, node.closest("[data-thread]") ? {} : message);
}

export function blankLine() {
  return document.querySelector("template[data-blank]").content.firstElementChild.cloneNode(true);
}

function before(node) {
  let other = node.previousElementSibling;
  while (other && !other.matches("[data-message], [data-new], [data-first]")) other = other.previousElementSibling;
  return other?.matches("[data-first]") ? null : other; // under the head of a thread a new row begins
}

function separate(node, previous) {
  const day = dayOf(new Date(node.dataset.at));
  if (previous && dayOf(new Date(previous.dataset.at)) === day) return false;
  if (node.previousElementSibling?.matches("[data-day]")) return true;
  const line = Object.assign(document.createElement("div"), { className: "chat-day" });
  line.dataset.day = "";
  const today = dayOf(now()) === day;
  line.append(Object.assign(document.createElement("span"), { textContent: today ? log().dataset.today : fullDay.format(new Date(node.dataset.at)) }));
  node.before(line);
  return true;
}

export function group(node) {
  if (!node?.dataset.at) return;
  const marker = before(node);
  const previous = marker?.matches("[data-new]") ? before(marker) : marker;
  const begins = separate(node, previous) || marker?.matches("[data-new]") || !node.querySelector("[data-quote]").hidden;
  const near = previous && new Date(node.dataset.at) - new Date(previous.dataset.at) < FOLLOWS;
  const same = near && previous.dataset.author === node.dataset.author && !previous.classList.contains("message-gone");
  node.classList.toggle("message-follows", Boolean(same && !begins));
}

// Puts a message where its number says, in the log or a thread, or draws it anew where it stands there already.
export function put(message, place = log()) {
  const known = lineOf(message.id, place);
  if (known) {
    draw(known, message);
    return known;
  }
  if (message.deleted) return null; // what was deleted before it was seen leaves nothing to show
  const node = blankLine();
  draw(node, message);
  const after = [...place.querySelectorAll("[data-message]")].find((other) => Number(other.dataset.seq) > message.seq);
  place.querySelector("[data-empty]")?.remove();
  place.insertBefore(node, after ?? place.querySelector("[data-pending]"));
  if (place !== log()) drawSummary(node, {});
  group(node);
  if (after) group(after);
  return node;
}

// Draws it anew wherever it stands already.
export function redraw(message) {
  for (const line of linesOf(message.id)) {
    const { id } = line; // in a thread it may be another one
    put(message, line.closest("[data-log]")).id = id;
  }
}

// Puts it wherever it stands: an answer in its thread, if that is open, and in the log what is shown there.
export function arrive(message) {
  const thread = threadOf(message.thread_id);
  if (thread) {
    const line = put(message, thread);
    if (line && message.in_log) line.id = `t-${message.seq}`;
  }
  return message.thread_id && !message.in_log ? null : put(message);
}
