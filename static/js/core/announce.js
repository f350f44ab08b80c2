// Says things to people who cannot see them arrive, without shouting.
export function announce(text) {
  const region = document.querySelector("[data-live]");
  if (!region) return;
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 50); // the same sentence twice is read twice
}
