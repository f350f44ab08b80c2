// Copies an address of this house, whole, and says so.
import { toast } from "./toast.js";

export async function copyLink(address, copied) {
  const { href } = new URL(address, location.href);
  try {
    await navigator.clipboard.writeText(href);
  } catch { // an unsafe connection, or a refusal: the older way
    const field = Object.assign(document.createElement("textarea"), { value: href, className: "visually-hidden" });
    const before = document.activeElement;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    before?.focus();
  }
  toast(copied, { icon: "link" });
}
