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

// A promise: whether its writer wants that, after all.
async function isWanted(reach) {
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
  let wanted = ""; // what was asked about: on its way it may be sent more than once, until its files are there

  function show() {
    const words = isCalling(sign, field.value) ? reachOf(form).words : "";
    sign.hidden = !words;
    if (!words) wanted = "";
    if (!words || words === last) { last = words; return; }
    said.textContent = last = words;
    announce(words);
  }
  // Before anybody else hears that it leaves, now or later. What is changed of a message that called already calls nobody anew.
  async function ask(event) {
    const reach = reachOf(form);
    const isNew = isCalling(sign, field.value) && !isCalling(sign, form.dataset.before ?? "");
    if (!("asks" in reach) || !isNew || field.value === wanted) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!(await isWanted(reach))) { field.focus(); return; }
    wanted = field.value;
    form.requestSubmit(event.submitter);
  }
  field.addEventListener("input", show);
  form.addEventListener("change", show);
  form.addEventListener("chat:written", show);
  form.addEventListener("submit", ask, { capture: true });
  show();
  return () => field.removeEventListener("input", show);
}
