// Reactions in words: pressed at once, confirmed by the server, put back when it refuses.
import { request } from "../core/page.js";
import { toastRefusal } from "../core/toast.js";
import { remember } from "../reactions/recent.js";

const items = (holder) => [...holder.querySelectorAll(".reaction-words button")];
const countOf = (item) => Number(item.querySelector("[data-count]").textContent) || 0;

// Draws the word that is mine, else the one that most people said of those that may still be said; and how many reacted.
function draw(holder) {
  const mine = holder.dataset.mine;
  const all = items(holder);
  const shown = all.find((item) => item.value === mine) ?? all.filter((item) => !item.disabled).reduce((best, item) => (countOf(item) > countOf(best) ? item : best));
  const leading = holder.querySelector("[data-leading]");
  const icon = leading.querySelector("use");
  icon.setAttribute("href", icon.getAttribute("href").replace(/#.*/, `#${shown.dataset.iconName}`));
  leading.value = shown.value;
  leading.querySelector("span").textContent = shown.querySelector("span").textContent;
  leading.setAttribute("aria-pressed", String(shown.value === mine));
  const total = holder.querySelector("[data-total]");
  total.textContent = all.reduce((sum, item) => sum + countOf(item), 0) || "";
  total.closest("a").hidden = !total.textContent;
  for (const item of all) item.setAttribute("aria-pressed", String(item.value === mine));
}

export function setMine(holder, name) {
  holder.dataset.mine = name ?? "";
  draw(holder);
}

export function setCounts(holder, counts) {
  for (const item of items(holder)) item.querySelector("[data-count]").textContent = counts[item.value] || "";
  draw(holder);
}

function shift(counts, name, change) {
  if (name) counts[name] = Math.max(0, (counts[name] ?? 0) + change);
}

// Says the word of a button, or takes it back where it was said already.
export async function press(button) {
  const holder = button.closest("[data-reactions]");
  const before = holder.dataset.mine ?? "";
  const counts = Object.fromEntries(items(holder).map((item) => [item.value, countOf(item)]));
  const after = button.value === before ? "" : button.value;
  const said = { ...counts };
  shift(said, before, -1);
  shift(said, after, 1);
  holder.dataset.mine = after;
  setCounts(holder, said);
  if (after) remember(after);
  try {
    const address = `/api/v1${holder.dataset.reactions}/reactions/${after || before}`;
    const answer = await (await request(address, { method: after ? "PUT" : "DELETE" })).json();
    holder.dataset.mine = answer.my_reactions[0] ?? "";
    setCounts(holder, answer.reactions);
  } catch (error) {
    holder.dataset.mine = before;
    setCounts(holder, counts);
    toastRefusal(error);
  }
}
