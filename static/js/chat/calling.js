// Calling everybody: says under the field whom its words reach, and asks once more before they reach many.
import { announce } from "../core/announce.js";

const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g; // calls nobody

function isCalling(sign, words) {
  const names = sign.dataset.names.split(" ").join("|");
  const call = new RegExp(`(?<![\\p{L}\\p{N}_@/.+\\\\-])@(?:${names})(?=[._-]*(?:[^\\p{L}\\p{N}_@.-]|$))`, "iu");
  return call.test(words.replace(CODE, " "));
}

const signOf = (form) => form.querySelector("[data-behavior~='chat/calling']");

// A promise: whether these words may leave. `before` is what a message that is changed said.
export async function mayLeave(form, words, before = "") {
  const sign = signOf(form);
  if (!sign?.dataset.asks || !isCalling(sign, words) || isCalling(sign, before)) return true;
  const dialog = document.getElementById("calling-dialog");
  dialog.querySelector("[data-reach]").textContent = sign.dataset.asks;
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((done) => { dialog.addEventListener("close", done, { once: true }); });
  return dialog.returnValue === "call";
}

export function attach(sign) {
  const field = sign.closest("form").elements.body;
  const show = () => {
    const wasHidden = sign.hidden;
    sign.hidden = !isCalling(sign, field.value);
    if (wasHidden && !sign.hidden) announce(sign.textContent.trim());
  };
  field.addEventListener("input", show);
  sign.closest("form").addEventListener("chat:written", show);
  show();
  return () => field.removeEventListener("input", show);
}
