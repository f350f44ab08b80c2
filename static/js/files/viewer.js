// Pictures over the page, one at a time: arrows walk them, Escape and a press beside them end it.
function open(pictures, first) {
  const dialog = document.querySelector("template[data-viewer]").content.firstElementChild.cloneNode(true);
  const [shown, said, whole, place] = ["shown", "said", "whole", "place"].map((name) => dialog.querySelector(`[data-${name}]`));
  let here = pictures.indexOf(first);

  function show() {
    const small = pictures[here].querySelector("img");
    const [, source] = small.srcset.split(",").map((one) => one.trim().split(" ")[0]);
    Object.assign(shown, { src: source, alt: small.alt, width: small.getAttribute("width"), height: small.getAttribute("height") });
    said.textContent = small.alt;
    whole.href = pictures[here].href;
    place.textContent = pictures.length > 1 ? place.dataset.words.replace("{number}", here + 1).replace("{count}", pictures.length) : "";
  }
  function step(by) {
    here = (here + by + pictures.length) % pictures.length;
    show();
  }
  for (const button of dialog.querySelectorAll("[data-step]")) {
    button.hidden = pictures.length < 2;
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  dialog.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by && pictures.length > 1) step(by);
  });
  dialog.addEventListener("click", (event) => { if (event.target.matches(".viewer-figure")) dialog.close(); });
  dialog.addEventListener("close", () => { dialog.remove(); (pictures[here].offsetParent ? pictures[here] : first).focus(); });
  show();
  document.body.append(dialog);
  dialog.showModal();
}

export function attach(grid) {
  grid.addEventListener("click", (event) => {
    const picture = event.target.closest("[data-picture]");
    if (!picture || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open([...grid.querySelectorAll("[data-picture]")], picture);
  });
}
