// How large a file is, in the words that the server gave with its list.
import { language } from "../core/page.js";

const MEGA = 1_000_000;
const say = (value, digits) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);

export function sizeWords(size, { kb, mb }) {
  if (size < MEGA) return kb.replace("{count}", say(Math.max(Math.round(size / 1000), 1), 0));
  return mb.replace("{count}", say(size / MEGA, size < 10 * MEGA ? 1 : 0));
}
