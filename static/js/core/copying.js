// Copies text, the address of something, or what is shown of it; and says so.
import { toast } from "./toast.js";

async function write(plain, html) {
  try {
    const typed = { "text/plain": plain, ...(html ? { "text/html": html } : {}) };
    const blobs = Object.entries(typed).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  } catch { // an unsafe connection, or a refusal: the older way
    const field = Object.assign(document.createElement("textarea"), { value: plain, className: "visually-hidden" });
    const before = document.activeElement;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    before?.focus();
  }
}

export const copyText = (text) => write(text);

export async function copyLink(address, copied) {
  await write(new URL(address, location.href).href);
  toast(copied, { icon: "link" });
}

// What is shown, as it reads; where it is pasted into something that has looks, with its own.
export async function copyParts(element, copied) {
  const shown = element.cloneNode(true);
  for (const button of shown.querySelectorAll("button")) button.remove();
  await write(element.innerText.trim(), shown.innerHTML);
  toast(copied, { icon: "copy" });
}
