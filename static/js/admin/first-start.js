// The first start, one part at a time: what is missing is asked for before the next, and a preview follows what is typed.
export function attach(page) {
  const form = page.querySelector("form");
  const parts = [...page.querySelectorAll("[data-part]")];
  const progress = document.querySelector("[data-progress]");
  const preview = page.querySelector("[data-preview]");
  const name = page.querySelector("[data-preview-name]");
  let step = 0;

  function show(next, focus = true) {
    step = Math.max(0, Math.min(parts.length - 1, next));
    page.dataset.step = step + 1;
    parts.forEach((part, index) => { part.hidden = index !== step; });
    parts[step].querySelector("[data-back]").hidden = step === 0;
    progress.hidden = false;
    progress.querySelector(".meta").textContent = progress.dataset.words.replace("{step}", step + 1);
    progress.querySelector(".steps").replaceChildren(...parts.map((_part, index) => {
      const mark = document.createElement("li");
      if (index <= step) mark.className = "done";
      return mark;
    }));
    if (focus) focusFirst(parts[step]);
  }

  // What is to be filled in, else the title: the button that was pressed is gone.
  function focusFirst(part) {
    const title = part.querySelector("h2");
    title.tabIndex = -1;
    (part.querySelector("input:not([type=radio]), textarea") ?? title).focus();
  }

  function goOn() {
    const wrong = [...parts[step].querySelectorAll("input, textarea")].find((field) => !field.checkValidity());
    if (wrong) wrong.reportValidity();
    else show(step + 1);
  }

  page.addEventListener("click", (event) => {
    if (event.target.closest("[data-next]")) goOn();
    if (event.target.closest("[data-back]")) show(step - 1);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input") || step === parts.length - 1) return;
    event.preventDefault();
    goOn();
  });
  form.addEventListener("input", (event) => {
    if (event.target.name === "organisation") name.textContent = event.target.value.trim() || name.dataset.otherwise;
    if (event.target.name === "accent") preview.dataset.accent = event.target.value;
  });
  const faulty = parts.findIndex((part) => part.querySelector("[aria-invalid]"));
  show(Math.max(0, faulty), faulty >= 0);
}
