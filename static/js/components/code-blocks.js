// A button on every block of code that people wrote, now and later: it copies the code, and says so.
import { announce } from "../core/announce.js";
import { copyText } from "../core/copying.js";

const SAID_FOR = 2000;

async function copy(button) {
  await copyText(button.parentElement.querySelector("pre").textContent.replace(/\n$/, ""));
  announce(button.dataset.copied);
  button.dataset.done = "";
  setTimeout(() => { delete button.dataset.done; }, SAID_FOR);
}

// `template` holds the button.
export function attach(template) {
  function frame(block) {
    if (block.parentElement.matches(".code-block")) return;
    const place = Object.assign(document.createElement("div"), { className: "code-block" });
    block.replaceWith(place);
    place.append(block, template.content.cloneNode(true));
  }
  function look(node) {
    if (!(node instanceof Element)) return;
    if (node.matches(".prose pre")) frame(node);
    else node.querySelectorAll(".prose pre").forEach(frame);
  }
  function onClick({ target }) {
    const button = target.closest?.("[data-copy-code]");
    if (button) copy(button);
  }
  look(document.body);
  const arrivals = new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach(look)));
  arrivals.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", onClick);
  return () => { arrivals.disconnect(); document.removeEventListener("click", onClick); };
}
