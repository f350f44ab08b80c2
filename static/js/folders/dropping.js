// Adding files to a group's folder: chosen or dropped, they go at once, and the button says so.
import { toast } from "../core/toast.js";

const MOST = 95 * 1024 * 1024; // what the server takes at once, with room for the rest of the form

export function attach(place) {
  const form = place.querySelector("[data-dropped]");
  const chosen = form.querySelector("[data-chosen]");
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");

  function send() {
    if (!chosen.files.length) return;
    const words = chosen.closest("label").querySelector("[data-words]");
    if ([...chosen.files].reduce((size, file) => size + file.size, 0) > MOST) {
      chosen.value = "";
      toast(words.dataset.large, { icon: "circle-alert" });
      return;
    }
    for (const other of form.querySelectorAll(".no-js-only [name=file]")) other.disabled = true;
    words.textContent = words.dataset.words;
    form.requestSubmit();
  }
  function onDrag(event) {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    place.dataset.dropping = "";
  }
  function endDrag(event) {
    if (event.type === "dragleave" && place.contains(event.relatedTarget)) return;
    delete place.dataset.dropping;
    if (event.type !== "drop" || !carriesFiles(event)) return;
    event.preventDefault();
    chosen.files = event.dataTransfer.files;
    send();
  }
  chosen.addEventListener("change", send);
  place.addEventListener("dragover", onDrag);
  place.addEventListener("dragleave", endDrag);
  place.addEventListener("drop", endDrag);
  send(); // what was chosen before this script was there
  return () => {
    chosen.removeEventListener("change", send);
    place.removeEventListener("dragover", onDrag);
    place.removeEventListener("dragleave", endDrag);
    place.removeEventListener("drop", endDrag);
  };
}
