// What was changed or taken back while nothing was heard, of all the lines that are shown.
import { request } from "../core/page.js";

const A_PAGE = 100;

// Asks for them from the newest to the oldest, at an address that lists messages; what is no longer there goes.
export async function catchUp(lines, address, redraw) {
  if (!lines.length) return;
  const missing = new Map(lines.map((line) => [line.dataset.message, line]));
  const numbers = lines.map((line) => Number(line.dataset.seq));
  const oldest = Math.min(...numbers);
  for (let before = Math.max(...numbers) + 1; before > oldest;) {
    const { root, items, next } = await (await request(`${address}?limit=${A_PAGE}&before=${before}`)).json();
    for (const message of root ? [root, ...items] : items) {
      redraw(message);
      missing.delete(message.id);
    }
    before = next ? items[0].seq : 0;
  }
  missing.forEach((line) => line.remove());
}
