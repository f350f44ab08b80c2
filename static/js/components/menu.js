// A menu: closes on a press elsewhere, Escape or a choice; arrows walk it; it opens upwards or the other way where there is no room.
export function attach(menu) {
  const summary = menu.querySelector("summary");
  const list = menu.querySelector(".menu-list");
  const stops = "a, button, input:not([type=radio]), input:checked"; // a group of radios is one: left and right choose in it
  const items = () => [...list.querySelectorAll(stops)].filter((item) => item.offsetParent !== null);

  function close(focus) {
    menu.open = false;
    if (focus) summary.focus();
  }
  function onToggle() {
    summary.setAttribute("aria-expanded", String(menu.open));
    if (!menu.open) return;
    menu.classList.remove("menu-up", "menu-turned");
    const { left, right } = list.getBoundingClientRect();
    if (left < 0 || right > document.documentElement.clientWidth) menu.classList.add("menu-turned");
    if (list.getBoundingClientRect().bottom > window.innerHeight && summary.getBoundingClientRect().top > list.offsetHeight) menu.classList.add("menu-up");
  }
  function onKey(event) {
    if (event.key === "Escape" && menu.open) {
      event.stopPropagation();
      close(true);
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    menu.open = true;
    const all = items();
    const here = all.indexOf(document.activeElement);
    const step = event.key === "ArrowDown" ? 1 : -1;
    all[here === -1 ? (step === 1 ? 0 : all.length - 1) : (here + step + all.length) % all.length]?.focus();
  }
  const onPress = (event) => { if (menu.open && !menu.contains(event.target)) close(false); };
  const onChoice = (event) => { if (event.target.closest(".menu-item")) close(!event.target.closest("[data-opens]")); };

  menu.addEventListener("toggle", onToggle);
  menu.addEventListener("keydown", onKey);
  list.addEventListener("click", onChoice);
  document.addEventListener("pointerdown", onPress);
  return () => document.removeEventListener("pointerdown", onPress);
}
