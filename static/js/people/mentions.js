// Names while one writes: after an @ people, groups and departments are offered, after a colon emoji.
// A field may name its own source (data-source) and what that offers (data-label).
// A field of names (data-names="people" or "departments") offers those alone, without a sign, between commas.
import { findEmoji, loadEmoji } from "../core/emoji.js";
import { fetchParts, words } from "../core/page.js";
import { suggest } from "../core/suggested.js";

const IN_TEXT = /(?:^|[\s([{"'«’])(?<whole>@(?<name>[\p{L}\p{N}][\p{L}\p{N}._-]{0,40}(?: \p{L}{1,20})?|))$/u;
const IN_NAMES = /(?:^|,)\s*(?<whole>@?(?<name>[\p{L}\p{N}][\p{L}\p{N}'’ ._-]{0,40}))$/u;
const IN_DEPARTMENTS = /(?:^|,)\s*(?<whole>@?(?<name>[^,@]{0,60}))$/u; // their names hold all kinds of signs
const IN_CODE = /(?:^|[\s([{"«])(?<whole>:(?<name>[\p{L}+-][\p{L}\p{N}_+-]{1,40}))$/u; // +1 is one
const MOST_EMOJI = 8;

const blank = (after) => (/^\s/.test(after) ? "" : " ");

function names(field) {
  const only = field.dataset.names;
  const pattern = { people: IN_NAMES, departments: IN_DEPARTMENTS }[only] ?? IN_TEXT;
  const place = () => field.form.elements.group_id?.value ?? field.form.dataset.group ?? "";
  const present = () => field.value.split(",").map((each) => each.trim().toLowerCase());
  return {
    label: field.dataset.label ?? words(only === "departments" ? only : "mentions"),
    said: words("mentions_found"),
    find: (before) => pattern.exec(before)?.groups,
    async offer({ name }) {
      const asked = new URLSearchParams({ q: name, group: place(), ...(field.dataset.within && { within: field.dataset.within }), ...(only && { only }) });
      const options = await fetchParts(`${field.dataset.source ?? "/mentions"}?${asked}`);
      return only === "departments" ? options.filter((each) => !present().includes(nameOf(each).toLowerCase())) : options;
    },
    text: (option, after) => (only ? `${only === "people" ? `@${option.dataset.handle}` : nameOf(option)}, ` : `@${option.dataset.handle}${blank(after)}`),
  };
}

// A department stands in its field by its name, which may hold no comma there.
function nameOf(option) {
  const name = option.querySelector(".list-title").textContent;
  return name.includes(",") ? `@${option.dataset.handle}` : name;
}

function option({ emoji, annotation, shortcodes = [] }, name) {
  const [element, face, text] = ["div", "span", "span"].map((tag) => document.createElement(tag));
  Object.assign(element, { className: "option option-emoji" });
  element.setAttribute("role", "option");
  element.dataset.emoji = face.textContent = emoji;
  face.setAttribute("aria-hidden", "true");
  text.textContent = `${annotation} `;
  const code = shortcodes.find((each) => each.startsWith(name.toLowerCase())) ?? shortcodes[0];
  if (code) text.append(Object.assign(document.createElement("span"), { className: "meta", textContent: `:${code}:` }));
  element.append(face, text);
  return element;
}

const codes = {
  get label() { return words("emoji"); },
  get said() { return words("mentions_found"); },
  find: (before) => IN_CODE.exec(before)?.groups,
  offer: async ({ name }) => findEmoji(await loadEmoji(), name, MOST_EMOJI).map((each) => option(each, name)),
  text: (option, after) => `${option.dataset.emoji}${blank(after)}`,
};

export function attach(field) {
  return suggest(field, field.dataset.names ? [names(field)] : [names(field), codes]);
}
