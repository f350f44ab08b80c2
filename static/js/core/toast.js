// Passing messages: eight seconds, which stop while they are hovered or focused, with what takes the deed back.
import { reasonOf, words } from "./page.js";

const LIFE = 8000;

export const toastRefusal = (error) => toast(reasonOf(error), { icon: "circle-alert" });

export function toast(text, { undo, detail, label = words("undo"), icon = "check" } = {}) {
  const region = document.querySelector("[data-toasts]");
  if (!region) return null;
  const element = document.createElement("div");
  element.className = "toast";
  const drawing = document.querySelector("template[data-icon]").content.firstElementChild.cloneNode(true);
  const use = drawing.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${icon}`));
  const sentence = document.createElement("span");
  sentence.textContent = text;
  if (detail) sentence.append(Object.assign(document.createElement("span"), { className: "toast-detail", textContent: detail }));
  element.append(drawing, sentence);
  if (undo) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "toast-action";
    button.textContent = label;
    button.addEventListener("click", () => { element.remove(); undo(); });
    element.append(button);
  }
  region.append(element);
  keepFor(element);
  return element;
}

export function keepFor(element, life = LIFE) {
  let timer = null;
  const leave = () => { timer = setTimeout(() => element.remove(), life); };
  const stay = () => clearTimeout(timer);
  for (const name of ["mouseenter", "focusin"]) element.addEventListener(name, stay);
  for (const name of ["mouseleave", "focusout"]) element.addEventListener(name, leave);
  leave();
  return stay;
}
