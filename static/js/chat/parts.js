// The conversation that is open, where its messages stand, and its parts that are drawn anew from the server.
import { fetchParts } from "../core/page.js";

export const log = () => document.querySelector("[data-conversation]");
export const isHere = ({ conversation_id: id }) => id === log()?.dataset.conversation;
export const addressOf = (seq) => `/messages/${log().dataset.conversation}?at=${seq}#m-${seq}`;

// A part as it is now; undefined where there is nothing to show any more.
export const fetchAgain = async ({ dataset }) => (await fetchParts(dataset.address))[0];

export async function drawAgain(part) {
  const fresh = await fetchAgain(part);
  if (fresh) part.replaceWith(fresh);
  else part.remove();
}

// What is called for often is done once, a while after the last call; where that fails, all stays as it is.
export function soon(act, wait) {
  let timer = 0;
  const call = () => {
    clearTimeout(timer);
    timer = setTimeout(() => act().catch(() => {}), wait);
  };
  return Object.assign(call, { stop: () => clearTimeout(timer) });
}

// What calls the pages of a whole room at once, each of them does at another moment within `over`, once for all the calls.
export function spread(act, over) {
  let timer = 0;
  const call = () => {
    timer ||= setTimeout(() => { timer = 0; act().catch(() => {}); }, Math.random() * over);
  };
  return Object.assign(call, { stop: () => clearTimeout(timer) });
}
