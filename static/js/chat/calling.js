// Calling everybody: says under the field whom its words reach, and asks once more before they reach many.
import { announce } from "../core/announce.js";

const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g; // calls nobody

function isCalling(sign, words) {
  const names = sign.dataset.names.split(" ").join("|");
  const call = new RegExp(`(?<![\\p{L}\\p{N}_@/.+\\\\-])@(?:${names})(?=[._-]*(?:[^\\p{L}\\p{N}_@.-]|$))`, "iu");
  return call.test(words.replace(CODE, " "));
}

const signOf = (form) => form.querySelector("[data-behavior~='chat/calling']");
// A reply that is shown in the conversation too reaches those whom words there reach.
const reachOf = (form) => signOf(form.elements.in_log?.checked ? document.getElementById("chat-body").form : form)?.dataset;

// A promise: whether these words may leave. `before` is what a message that is changed said.
export async function mayLeave(form, words, before = "") {
  const sign = signOf(form);
  if (!sign || !isCalling(sign, words) || isCalling(sign, before)) return true;
  if (!form.isConnected) return false; // nobody is asked where another conversation is open: it stays a draft
  const reach = reachOf(form);
  if (!reach || !("asks" in reach)) return true;
  const dialog = document.getElementById("calling-dialog");
  dialog.querySelector("[data-reach]").textContent = reach.words;
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((done) => { dialog.addEventListener("close", done, { once: true }); });
  return dialog.returnValue === "call";
}

export function attach(sign) {
  const form = sign.closest("form");
  const field = form.elements.body;
  const said = sign.querySelector("span");
  let last = "";
  function show() {
    const words = isCalling(sign, field.value) ? reachOf(form).words : "";
    sign.hidden = !words;
    if (!words || words === last) { last = words; return; }
    said.textContent = last = words;
    announce(words);
  }
  field.addEventListener("input", show);
  form.addEventListener("change", show);
  form.addEventListener("chat:written", show);
  show();
  return () => field.removeEventListener("input", show);
}
