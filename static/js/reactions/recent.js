// The words somebody reacted with last in this browser, the newest first; they never leave it.
import { viewer } from "../core/page.js";

const KEY = `parvis:reactions:${viewer}`;
const MOST = 8;

export function recent() {
  try { return JSON.parse(localStorage.getItem(KEY)) ?? []; } catch { return []; }
}

export function remember(word) {
  try { localStorage.setItem(KEY, JSON.stringify([word, ...recent().filter((each) => each !== word)].slice(0, MOST))); } catch { /* storage is refused: nothing is remembered */ }
}
