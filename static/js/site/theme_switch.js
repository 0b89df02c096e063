// The theme switch: light or dark, kept in this browser, never in a cookie. Choosing what the system has anyway forgets it.
const dark = matchMedia("(prefers-color-scheme: dark)");
const shown = () => document.documentElement.dataset.theme || (dark.matches ? "dark" : "light");

function label() {
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    const words = shown() === "dark" ? button.dataset.light : button.dataset.dark;
    button.querySelector("[data-theme-label]").textContent = words;
    button.title = words;
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-switch]")) return;
  const next = shown() === "dark" ? "light" : "dark";
  const root = document.documentElement;
  try {
    if (next === (dark.matches ? "dark" : "light")) {
      localStorage.removeItem("theme");
      delete root.dataset.theme;
    } else {
      localStorage.setItem("theme", next);
      root.dataset.theme = next;
    }
  } catch {
    root.dataset.theme = next;
  }
  label();
});
dark.addEventListener("change", label);
label();
