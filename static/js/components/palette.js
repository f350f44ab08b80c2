// The palette: opens from the field at the top, "/" or Ctrl-K; arrows choose, Enter opens, Tab writes to the person.
export function attach(form) {
  const dialog = document.getElementById("palette");
  if (!dialog?.showModal) return;
  const field = form.querySelector("input");
  const input = dialog.querySelector(".palette-input");
  const results = dialog.querySelector(".palette-results");
  const options = () => [...results.querySelectorAll('[role="option"]')];
  const chosen = () => results.querySelector('[aria-selected="true"]');

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option?.id) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }
  function open() {
    if (!dialog.open) dialog.showModal();
    input.value = field.value;
    input.focus();
    input.select();
    window.htmx?.trigger(input, "palette:ask", {}, false);
  }
  function onKey(event) {
    const all = options();
    const here = all.indexOf(chosen());
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      event.preventDefault(); // a search field would only empty itself
      dialog.close();
    } else if (step && all.length) {
      event.preventDefault();
      choose(all[(here + step + all.length) % all.length]);
    } else if (event.key === "Enter" && chosen()) {
      event.preventDefault();
      chosen().click();
    } else if (event.key === "Tab" && !event.shiftKey && chosen()?.dataset.write) {
      event.preventDefault();
      window.location.assign(chosen().dataset.write);
    }
  }
  const onSwap = () => { if (!chosen()) choose(options()[0]); };

  field.addEventListener("click", open);
  field.addEventListener("input", open);
  input.addEventListener("keydown", onKey);
  dialog.addEventListener("dialog:open", open);
  dialog.addEventListener("close", () => { field.value = input.value; });
  input.addEventListener("htmx:before:request", (event) => { if (!dialog.open) event.preventDefault(); }); // nobody waits for it
  results.addEventListener("htmx:after:settle", onSwap);
  const empty = () => { input.value = field.value = ""; };
  document.addEventListener("palette:open", open);
  document.addEventListener("page:opened", empty); // what was found is there
  return () => {
    document.removeEventListener("palette:open", open);
    document.removeEventListener("page:opened", empty);
  };
}
