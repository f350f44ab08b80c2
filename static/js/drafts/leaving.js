// The sign-out: the server hears what it does not know yet, and this browser forgets what this person wrote in it.
import { viewer } from "../core/page.js";
import { expectEnd } from "../core/socket.js";
import { asked, leaveAll } from "./carrying.js";
import { forgetOwn } from "./kept.js";

const PATIENCE = 3000; // milliseconds
const TRIES = 3; // against devices that write at the same time

// Whoever is refused asks which of two is newer, and then says it again.
async function leaveForGood() {
  await leaveAll();
  for (let again = 0; asked() && again < TRIES; again += 1) {
    await asked();
    await leaveAll();
  }
}

let isGoing = false;
async function signOut(event) {
  const { target: form, submitter } = event;
  if (isGoing || (submitter?.getAttribute("formaction") ?? form.getAttribute("action")) !== "/sign-out") return;
  isGoing = true;
  event.preventDefault();
  event.stopImmediatePropagation();
  await Promise.race([leaveForGood(), new Promise((resolve) => { setTimeout(resolve, PATIENCE); })]);
  forgetOwn();
  expectEnd();
  setTimeout(() => form.requestSubmit(submitter)); // in a turn of its own: as long as one submission is told, another is none
}

export function startLeaving() {
  if (viewer) document.addEventListener("submit", signOut, { capture: true });
}
