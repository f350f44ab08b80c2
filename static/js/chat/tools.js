// What can be done with a message: react, answer, edit, delete, report; one menu for the whole log.
import { copyLink, copyParts } from "../core/copying.js";
import { request, viewer } from "../core/page.js";
import { toastRefusal } from "../core/toast.js";
import { takeLinkAway } from "../links/cards.js";
import { remember } from "../reactions/recent.js";
import { openWho } from "../reactions/who.js";
import { askToDelete } from "./deleting.js";
import { markUnread } from "./kept-unread.js";
import { drawReactions } from "./lines.js";
import { toggleMark, wordMarks } from "./marks.js";
import { addressOf } from "./parts.js";
import { attachQuick } from "./quick.js";

function counts(line) {
  return Object.fromEntries([...line.querySelectorAll("[data-word]")].map((button) => [button.dataset.word, Number(button.querySelector("[data-count]").textContent)]));
}

// Says a word at once, takes an earlier one back; put right when the server refuses.
async function say(line, word) {
  const before = line.querySelector("[data-word][aria-pressed=true]")?.dataset.word;
  const after = before === word ? null : word;
  const was = counts(line);
  const now = { ...was };
  if (before) now[before] -= 1;
  if (after) now[after] += 1;
  drawReactions(line, now, after ? [after] : []);
  if (after) remember(after);
  try {
    await request(`/api/v1/messages/${line.dataset.message}/reactions/${word}`, { method: after ? "PUT" : "DELETE" });
  } catch (error) {
    drawReactions(line, was, before ? [before] : []);
    toastRefusal(error);
  }
}

const touch = matchMedia("(hover: none)");

export function attachTools(log) {
  const menu = document.querySelector("[data-tools]");
  let line = null;
  let opener = null;

  function open(button) {
    opener = button;
    line = button.closest("[data-message]");
    const own = line.dataset.author === viewer;
    for (const item of menu.querySelectorAll("[data-own]")) item.hidden = !own;
    for (const item of menu.querySelectorAll("[data-theirs]")) item.hidden = own;
    const report = menu.querySelector("[data-act=report]");
    if (report) {
      report.href = `/report/message/${line.dataset.message}`;
      report.hidden = own;
    }
    menu.querySelector("[data-act=copy]").hidden = !line.querySelector("[data-text]").textContent.trim();
    menu.querySelector("[data-act=forward]").href = `/messages/${line.dataset.message}/forwarding`;
    menu.querySelector("[data-act=remind]").href = `/messages/${line.dataset.message}/reminder`;
    const thread = menu.querySelector("[data-act=thread]");
    thread.hidden = Boolean(line.closest("[data-thread]"));
    thread.href = line.querySelector("[data-open-thread]").href;
    menu.querySelector("[data-act=edit]").hidden = !own || !line.querySelector("[data-origin]").hidden;
    wordMarks(menu, line);
    menu.showPopover();
    const near = button.getBoundingClientRect();
    const size = menu.getBoundingClientRect();
    menu.style.left = `${Math.max(8, near.right - size.width)}px`;
    const lowest = innerHeight - 8 - size.height;
    const above = near.top - size.height;
    menu.style.top = `${near.bottom <= lowest ? near.bottom : Math.max(8, above >= 8 ? above : lowest)}px`;
    menu.querySelector("[role=menuitem]").focus();
  }
  function act(name) {
    if (name === "delete") askToDelete(line, log);
    else if (name === "link") copyLink(addressOf(line.dataset.seq), menu.querySelector("[data-act=link]").dataset.copied);
    else if (name === "copy") copyParts(line.querySelector("[data-text]"), menu.querySelector("[data-act=copy]").dataset.copied);
    else if (name === "unread") markUnread(line, menu.querySelector("[data-marked]").dataset.marked).catch(toastRefusal);
    else if (name === "keep" || name === "pin") toggleMark(line, name).catch(toastRefusal);
    else if (name === "answer" || name === "edit") line.dispatchEvent(new CustomEvent(`chat:${name}`, { bubbles: true, detail: line }));
  }
  function onClick(event) {
    const more = event.target.closest("[data-more]");
    const word = event.target.closest("[data-word]");
    const who = event.target.closest("[data-who]");
    const tapped = touch.matches && !event.target.closest("a, button, label") && event.target.closest("[data-message]")?.querySelector("[data-more]");
    if (more || tapped) open(more || tapped);
    if (who && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openWho(who);
    }
    const quote = event.target.closest("[data-quote]");
    if (quote && document.querySelector(quote.hash)) { // it is here already
      event.preventDefault();
      location.hash = quote.hash;
    }
    const away = event.target.closest("[data-link-away]");
    if (away) {
      event.preventDefault();
      takeLinkAway(away, `/api/v1/messages/${away.closest("[data-message]").dataset.message}/link`);
    }
    if (word) say(word.closest("[data-message]"), word.dataset.word);
    const one = event.target.closest("[data-quick-word]");
    if (one) {
      say(one.closest("[data-message]"), one.dataset.quickWord);
      quick.show(one.closest("[data-message]"));
    }
  }
  function onMenu(event) {
    const item = event.target.closest("[role=menuitem]");
    if (!item) return;
    if (item.dataset.act === "thread") {
      event.preventDefault();
      line.querySelector("[data-open-thread]").click();
    } else if (!item.href) opener.focus();
    menu.hidePopover();
    if (item.dataset.say) say(line, item.dataset.say);
    else act(item.dataset.act);
  }
  function onKey(event) {
    const items = [...menu.querySelectorAll("[role=menuitem]:not([hidden])")];
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") opener?.focus();
    if (!step) return;
    event.preventDefault();
    items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
  }
  const rooms = log.closest(".chat");
  const quick = attachQuick(rooms);
  rooms.addEventListener("click", onClick);
  menu.addEventListener("click", onMenu);
  menu.addEventListener("keydown", onKey);
  return () => { rooms.removeEventListener("click", onClick); quick.stop(); };
}
