// Lists: which rows are picked. Without script the ticks and the bulk form work all the same.
(() => {
  const draw = (list) => {
    const ticks = [...list.querySelectorAll("[data-pick]")];
    const picked = ticks.filter((tick) => tick.checked);
    for (const tick of ticks) tick.closest("tr")?.classList.toggle("picked", tick.checked);
    const all = list.querySelector("[data-pick-all]");
    if (all) {
      all.checked = ticks.length > 0 && picked.length === ticks.length;
      all.indeterminate = picked.length > 0 && picked.length < ticks.length;
    }
    const bulk = list.querySelector("[data-bulk]");
    if (!bulk) return;
    const every = bulk.querySelector("[data-pick-every]");
    bulk.hidden = picked.length === 0;
    for (const figure of bulk.querySelectorAll("[data-picked]")) figure.textContent = picked.length.toLocaleString("en");
    if (every && picked.length < ticks.length) every.checked = false;
    bulk.classList.toggle("has-every", Boolean(every?.checked));
  };

  document.addEventListener("change", (event) => {
    const list = event.target.closest("[data-list]");
    if (!list) return;
    if (event.target.matches("[data-pick-all], [data-pick-every]") && (event.target.checked || event.target.matches("[data-pick-all]"))) {
      for (const tick of list.querySelectorAll("[data-pick]")) tick.checked = event.target.checked;
    }
    if (event.target.matches("[data-pick], [data-pick-all], [data-pick-every]")) draw(list);
  });
  document.addEventListener("click", (event) => {
    const none = event.target.closest("[data-pick-none]");
    if (!none) return;
    event.preventDefault();
    const list = none.closest("[data-list]");
    for (const tick of list.querySelectorAll("[data-pick], [data-pick-every]")) tick.checked = false;
    draw(list);
  });
  // Views that do not fit scroll sideways; the present one is in sight.
  const showView = () => {
    for (const views of document.querySelectorAll(".views, .customer-tabs")) {
      const present = views.querySelector("[aria-current]");
      if (present) views.scrollLeft = present.offsetLeft - views.offsetLeft - 24;
    }
  };
  const drawAll = () => {
    document.querySelectorAll("[data-list]").forEach(draw);
    showView();
  };
  document.addEventListener("htmx:after:swap", drawAll);
  drawAll();
})();
