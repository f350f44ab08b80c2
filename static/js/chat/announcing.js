// Says what arrives to those who do not see it: one message in its own words, several at once by their number,
// and what was done with the conversation as its line says it, for nobody speaks there.
import { announce } from "../core/announce.js";
import { nameOf, textOf } from "./lines.js";

const SOON = 700; // whoever sends three lines in a row is heard once
const QUIET = 6000; // between two announcements

export function attachAnnouncing({ dataset }) {
  let heard = [];
  let timer = 0;
  let last = 0;

  function say() {
    const spoken = heard.filter(({ author }) => author);
    const newest = spoken.at(-1);
    const words = spoken.length === 1 ? dataset.heard : dataset.heardMany;
    const said = newest ? [words.replace("{count}", spoken.length).replace("{name}", newest.author).replace("{text}", newest.text)] : [];
    announce([...heard.filter(({ author }) => !author).map(({ text }) => text), ...said].join(". "));
    heard = [];
    timer = 0;
    last = Date.now();
  }
  function hear(line) {
    heard.push({ author: line.matches(".message-act") ? "" : nameOf(line), text: textOf(line) });
    timer ||= setTimeout(say, Math.max(SOON, last + QUIET - Date.now()));
  }
  return { hear, stop: () => clearTimeout(timer) };
}
