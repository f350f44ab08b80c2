// Emoji by their names in the reader's language, from the data that is shipped with the pages.
import { language } from "./page.js";

const SUPPORTED = 15; // newer ones may be missing from the reader's font

let data;
export async function loadEmoji() {
  data ??= fetch(new URL(`../../vendor/emoji/${language.slice(0, 2)}.json`, import.meta.url)).then((answer) => answer.json());
  return (await data).filter((each) => each.version <= SUPPORTED && each.group !== undefined);
}

const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const begins = (words, wanted) => words.some((word) => fold(word).split(/[\s_]/).some((part) => part.startsWith(wanted)));

// Those of which a word begins so; first those whose short name does.
export function findEmoji(all, typed, most) {
  const wanted = fold(typed).replace(/^:|:$/g, "");
  const isNamed = ({ shortcodes = [] }) => shortcodes.some((code) => fold(code).startsWith(wanted));
  const found = all.filter(({ annotation, shortcodes = [], tags = [] }) => begins([annotation, ...shortcodes, ...tags], wanted) || isNamed({ shortcodes }));
  return [...found.filter(isNamed), ...found.filter((each) => !isNamed(each))].slice(0, most);
}
