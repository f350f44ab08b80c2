// A message of one's own is deleted once one has said so a second time: nothing brings it back.
import { announce } from "../core/announce.js";
import { send } from "../core/socket.js";
import { toastRefusal } from "../core/toast.js";

async function remove(line, log) {
  try {
    await send("message.delete", { id: line.dataset.message });
    announce(log.dataset.deleted);
  } catch (error) {
    toastRefusal(error);
  }
}

export function askToDelete(line, log) {
  const dialog = document.getElementById("deletion-dialog");
  dialog.querySelector("[data-said]").textContent = line.querySelector("[data-text]").textContent.trim();
  dialog.returnValue = "";
  dialog.addEventListener("close", () => { if (dialog.returnValue === "delete") remove(line, log); }, { once: true });
  dialog.showModal();
}
