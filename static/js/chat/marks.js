// Marks on a message: kept for oneself, pinned for everybody; shown at once, taken back when the server refuses.
import { request } from "../core/page.js";

const MARKS = { keep: { path: "bookmark", sign: "[data-kept]" }, pin: { path: "pin", sign: "[data-pinned]" } };

export const isMarked = (line, name) => !line.querySelector(MARKS[name].sign).hidden;

// The menu says what it would do: mark, or take the mark off.
export function wordMarks(menu, line) {
  for (const name of Object.keys(MARKS)) {
    const item = menu.querySelector(`[data-act=${name}]`);
    if (item) item.querySelector("span").textContent = isMarked(line, name) ? item.dataset.on : item.dataset.off;
  }
}

export async function toggleMark(line, name) {
  const { path, sign } = MARKS[name];
  const mark = line.querySelector(sign);
  const was = !mark.hidden;
  mark.hidden = was;
  try {
    await request(`/api/v1/messages/${line.dataset.message}/${path}`, { method: was ? "DELETE" : "PUT" });
  } catch (error) {
    mark.hidden = !was;
    throw error;
  }
}
