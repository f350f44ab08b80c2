// How much waits in each conversation of the list: counted as it arrives, asked where only the server can tell.
import { request } from "../core/page.js";
import { now } from "../core/times.js";
import { callsReader, namesReader } from "./called.js";

const SETTLING = 300; // many changes at once are one question
const MOST = 99;
const timers = new Map();

const isMuted = ({ dataset: { muted } }) => muted === "" || Date.parse(muted) > now(); // for good, or until a moment

function write(row, name, count) {
  const sign = row.querySelector(`[data-count="${name}"]`);
  sign.hidden = count === 0;
  sign.querySelector("[data-number]").textContent = count > MOST ? `${MOST}+` : count;
  sign.querySelector("[data-said]").textContent = sign.dataset.words.replace("{count}", count);
}

export function show(row, waits, mentions) {
  const heard = isMuted(row) ? 0 : waits; // a muted conversation calls only for whom it mentions
  Object.assign(row.dataset, { waits, mentions });
  write(row, "waits", heard);
  write(row, "mentions", mentions);
  row.toggleAttribute("data-unread", heard + mentions > 0);
  document.dispatchEvent(new CustomEvent("chat:unread", { detail: { unread: document.querySelector("[data-row][data-unread]") !== null } }));
}

export const waitsIn = (row) => Number(row.dataset.waits);

// A call of everybody goes through no muting, and reaches nobody who was only asked whether they want to talk.
const mentionsIn = (row, message) => Number(namesReader(message) || (callsReader(message) && !isMuted(row) && !row.closest("[data-requests]")));

// Another message is there.
export function count(row, message) {
  const head = Number(row.dataset.head);
  if (message.seq <= head) return;
  row.dataset.head = message.seq;
  if (message.seq > head + 1) ask(row);
  else show(row, waitsIn(row) + 1, Number(row.dataset.mentions) + mentionsIn(row, message));
}

export function ask(row) {
  const id = row.dataset.row;
  clearTimeout(timers.get(id));
  timers.set(id, setTimeout(async () => {
    const answer = await request(`/api/v1/conversations/${id}`).catch(() => null);
    if (!answer) return;
    const found = await answer.json();
    for (const each of document.querySelectorAll(`[data-row="${id}"]`)) { // in the list, and at the head of its room
      each.dataset.head = found.last_seq;
      show(each, found.unread, found.unread_mentions);
    }
  }, SETTLING));
}
