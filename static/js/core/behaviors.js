// Gives elements their behaviours: data-behavior="menu" is components/menu.js, "feed/composer" is feed/composer.js.
// A behaviour exports attach(element), which may return what undoes it when the element leaves the page.
const root = new URL("../", import.meta.url);
const attached = new WeakMap();

function address(name) {
  if (!/^[a-z][a-z-]*(\/[a-z][a-z-]*)?$/.test(name)) throw new Error(`not a behaviour: ${name}`);
  return new URL(name.includes("/") ? `${name}.js` : `components/${name}.js`, root).href;
}

async function attachTo(element) {
  if (attached.has(element)) return;
  const undo = [];
  attached.set(element, undo);
  for (const name of element.dataset.behavior.split(/\s+/).filter(Boolean)) {
    try {
      const { attach } = await import(address(name));
      if (!element.isConnected) return;
      const detach = attach(element);
      if (typeof detach === "function") undo.push(detach);
    } catch (error) {
      console.error(`behaviour ${name}`, error); // the page goes on without it
    }
  }
}

function each(node, act) {
  if (!(node instanceof Element)) return [];
  const found = [...node.querySelectorAll("[data-behavior]")];
  return (node.matches("[data-behavior]") ? [node, ...found] : found).map(act);
}

function detachFrom(element) {
  if (element.isConnected) return; // it was only moved
  attached.get(element)?.forEach((undo) => undo());
  attached.delete(element);
}

// The page says while everything on it has its behaviours, also what came in later.
let pending = 0;

function attachAll(node) {
  pending += 1;
  delete document.documentElement.dataset.ready;
  Promise.all(each(node, attachTo)).then(() => {
    pending -= 1;
    if (!pending) document.documentElement.dataset.ready = "true";
  });
}

export function startBehaviors() {
  attachAll(document.documentElement);
  new MutationObserver((changes) => {
    for (const change of changes) {
      change.removedNodes.forEach((node) => each(node, detachFrom));
      change.addedNodes.forEach(attachAll);
    }
  }).observe(document.body, { childList: true, subtree: true });
}
