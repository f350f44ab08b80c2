// A ballot paper: says at each choice what the vote will do, on the page and to who cannot see it.
export function attach(form) {
  const effect = form.querySelector("[data-effect]");
  const say = () => {
    const words = form.querySelector("input:checked")?.dataset.effectWords;
    if (words && effect.textContent !== words) effect.textContent = words;
  };
  form.addEventListener("change", say);
  say();
  return () => form.removeEventListener("change", say);
}
