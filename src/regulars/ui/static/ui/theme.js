// Runs before anything is painted, so that a dark screen never flashes white.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const draw = () => {
    if (root.dataset.theme !== "auto") return;
    root.dataset.bsTheme = dark.matches ? "dark" : "light";
    root.dispatchEvent(new CustomEvent("theme"));
  };
  root.classList.add("has-script");
  dark.addEventListener("change", draw);
  draw();
})();
