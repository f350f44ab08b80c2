// Emoji by their names in the reader's language, from the data that is shipped with the pages; by the English short names too, which all chats know.
import { language } from "./page.js";

const SUPPORTED = 15; // newer ones may be missing from the reader's font

const shipped = (name) => fetch(new URL(`../../vendor/emoji/${name}.json`, import.meta.url)).then((answer) => answer.json());

async function read() {
  const [own, english] = await Promise.all([shipped(language.slice(0, 2)), shipped("en")]); // for an English reader the browser asks once
  const codes = new Map(english.map(({ emoji, shortcodes }) => [emoji, shortcodes ?? []]));
  return own.filter((each) => each.version <= SUPPORTED && each.group !== undefined)
    .map((each) => ({ ...each, shortcodes: [...new Set([...(each.shortcodes ?? []), ...(codes.get(each.emoji) ?? [])])] }));
}

let data;
export function loadEmoji() {
  data ??= read();
  return data;
}

const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const begins = (words, wanted) => words.some((word) => fold(word).split(/[\s_]/).some((part) => part.startsWith(wanted)));

// Those of which a word begins so; first the one whose short name it is, then those whose short name begins so.
export function findEmoji(all, typed, most) {
  const wanted = fold(typed).replace(/^:|:$/g, "");
  const rank = ({ shortcodes }) => {
    const codes = shortcodes.map(fold);
    if (codes.includes(wanted)) return 0;
    return codes.some((code) => code.startsWith(wanted)) ? 1 : 2;
  };
  const found = all.filter((each) => rank(each) < 2 || begins([each.annotation, ...each.shortcodes, ...(each.tags ?? [])], wanted));
  return found.sort((one, other) => rank(one) - rank(other)).slice(0, most);
}
