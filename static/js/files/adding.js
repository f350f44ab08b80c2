// Adding files to a form: by its buttons, by pasting and by dropping.
import { toast } from "../core/toast.js";
import { addFile, countOf, isWaiting, removeRow, restoreFiles, settled } from "./added.js";

const MOST = 10;
const LARGEST = 50 * 1024 * 1024;

// A form that goes its plain way waits until its files are there.
export function waitPlainly(form, event) {
  if (!isWaiting(form)) return;
  event.preventDefault();
  const button = event.submitter;
  settled(form).then(() => form.requestSubmit(button), (error) => toast(error.message, { icon: "circle-alert" }));
}

export function attach(form) {
  const choose = form.querySelector("[data-choose]");
  const area = form.closest("[data-drop]") ?? form;
  const words = form.querySelector("[data-added-list]").dataset;
  const { accept } = choose;

  function add(files) {
    for (const file of files) {
      if (countOf(form) >= MOST) { toast(words.full, { icon: "circle-alert" }); return; }
      if (file.size > LARGEST) toast(`${words.large} (${file.name})`, { icon: "circle-alert" });
      else addFile(form, file);
    }
  }
  function onClick(event) {
    const adder = event.target.closest("[data-add]");
    const remover = event.target.closest("[data-remove]");
    if (adder) {
      choose.accept = adder.dataset.add === "pictures" ? accept : "";
      choose.click();
    }
    if (remover) {
      const row = remover.closest("[data-added]");
      const next = row.nextElementSibling ?? row.previousElementSibling;
      removeRow(form, row);
      (next?.querySelector("[data-remove]") ?? form.querySelector("[data-add]"))?.focus();
    }
  }
  function onPaste(event) {
    const { files, types } = event.clipboardData;
    if (!files.length || types.includes("text/plain")) return; // text that also comes as a picture is text
    event.preventDefault();
    add(files);
  }
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  function onDrag(event) {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    form.dataset.dropping = "";
  }
  function endDrag(event) {
    if (event.type === "dragleave" && area.contains(event.relatedTarget)) return;
    delete form.dataset.dropping;
    if (event.type !== "drop" || !carriesFiles(event)) return;
    event.preventDefault();
    add(event.dataTransfer.files);
  }
  form.addEventListener("click", onClick);
  form.addEventListener("paste", onPaste);
  choose.addEventListener("change", () => { add([...choose.files]); choose.value = ""; });
  area.addEventListener("dragenter", onDrag);
  area.addEventListener("dragover", onDrag);
  area.addEventListener("dragleave", endDrag);
  area.addEventListener("drop", endDrag);
  if ("plain" in form.dataset) form.addEventListener("submit", (event) => waitPlainly(form, event));
  restoreFiles(form);
  return () => {
    area.removeEventListener("dragenter", onDrag);
    area.removeEventListener("dragover", onDrag);
    area.removeEventListener("dragleave", endDrag);
    area.removeEventListener("drop", endDrag);
  };
}
