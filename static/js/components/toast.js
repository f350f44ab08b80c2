// A passing message that the server drew: it leaves like those drawn here.
import { keepFor } from "../core/toast.js";

export function attach(element) {
  return keepFor(element);
}
