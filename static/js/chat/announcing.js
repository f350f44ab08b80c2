// Says what arrives to those who do not see it: one message in its own words, several at once by their number.
import { announce } from "../core/announce.js";

const SOON = 700; // whoever sends three lines in a row is heard once
const QUIET = 6000; // between two announcements

export function attachAnnouncing({ dataset }) {
  let heard = [];
  let timer = 0;
  let last = 0;

  function say() {
    const { author, text } = heard.at(-1);
    const words = heard.length === 1 ? dataset.heard : dataset.heardMany;
    announce(words.replace("{count}", heard.length).replace("{name}", author).replace("{text}", text));
    heard = [];
    timer = 0;
    last = Date.now();
  }
  function hear(line) {
    const text = line.querySelector("[data-text]").textContent.trim() || line.querySelector("[data-files]").textContent.trim();
    heard.push({ author: line.querySelector(".message-head .name").textContent, text });
    timer ||= setTimeout(say, Math.max(SOON, last + QUIET - Date.now()));
  }
  return { hear, stop: () => clearTimeout(timer) };
}
