// Light, dark, contrast or as the device asks: at once, and kept in a cookie so that the next page starts right.
const YEAR = 365 * 24 * 3600;

export function attach(group) {
  group.addEventListener("change", (event) => {
    const { value } = event.target;
    if (value) document.documentElement.dataset.theme = value;
    else delete document.documentElement.dataset.theme;
    document.cookie = `theme=${value}; path=/; max-age=${value ? YEAR : 0}; samesite=lax`;
  });
}
