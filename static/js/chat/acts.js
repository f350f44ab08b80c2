// What somebody did with a conversation, in the words that the server says it with.
import { language } from "../core/page.js";

let phrases = null;

export function sayAct({ author, body, act }) {
  phrases ??= JSON.parse(document.querySelector("[data-acts]").textContent);
  const people = new Intl.ListFormat(language).format(act.people.map(({ name }) => name));
  const said = { name: author.name, people, title: body ?? "" };
  return (phrases[act.name] ?? "").replace(/\{(\w+)\}/g, (_whole, word) => said[word] ?? "");
}
