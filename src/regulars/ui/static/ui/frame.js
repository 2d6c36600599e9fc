// The frame: command menu, keys, menus, notices, and what happens while a part is loaded.
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

  // Dialogs. What they hold can also be reached by a link.
  const open = (id, text = "") => {
    const dialog = byId(id);
    if (!dialog || dialog.open) return;
    dialog.showModal();
    const find = dialog.querySelector("[role=combobox]");
    if (!find) return;
    find.value = text;
    find.focus();
    find.dispatchEvent(new Event("look", { bubbles: true }));
  };

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener && byId(opener.dataset.opens)) {
      event.preventDefault();
      opener.closest("details")?.removeAttribute("open");
      open(opener.dataset.opens, opener.value || "");
    }
    const closer = event.target.closest("[data-closes]");
    if (closer) byId(closer.dataset.closes).close();
    if (event.target.matches("dialog")) event.target.close();
    event.target.closest("[data-dismiss]")?.closest("[data-notice]").remove();
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.removeAttribute("open");
    }
  });

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open("command");
    } else if (event.key === "Escape") {
      const menu = event.target.closest?.("details[data-menu][open]");
      if (menu) {
        menu.removeAttribute("open");
        menu.querySelector("summary").focus();
      }
    } else if (!isTyping(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const wanted = { "/": "command", "?": "keys" }[event.key];
      if (wanted && byId(wanted)) {
        event.preventDefault();
        open(wanted);
      }
    }
  });

  // Arrows walk through what the command menu found; focus stays in the field.
  const command = byId("command");
  const lines = () => [...command.querySelectorAll("a[role=option]")];
  const choose = (step) => {
    const all = lines();
    if (!all.length) return;
    const now = all.findIndex((line) => line.getAttribute("aria-selected") === "true");
    const next = (now + step + all.length) % all.length;
    all.forEach((line, place) => {
      line.id = `found-${place}`;
      line.setAttribute("aria-selected", String(place === next));
    });
    all[next].scrollIntoView({ block: "nearest" });
    command.querySelector("[role=combobox]").setAttribute("aria-activedescendant", all[next].id);
  };
  command?.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : lines().some((line) => line.getAttribute("aria-selected") === "true") ? -1 : 0);
    } else if (event.key === "Escape") {
      event.preventDefault(); // a search field would only empty itself
      command.close();
    } else if (event.key === "Enter") {
      const chosen = lines().find((line) => line.getAttribute("aria-selected") === "true");
      if (chosen) {
        event.preventDefault();
        chosen.click();
      }
    }
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (command?.contains(event.target) && lines().length) choose(lines().findIndex((line) => line.matches("[aria-selected=true]")) < 0 ? 1 : 0);
  });

  // Loading: a thin line; the part itself says that it is busy.
  let running = 0;
  const count = (step) => {
    running = Math.max(0, running + step);
    root.classList.toggle("is-loading", running > 0);
  };
  document.addEventListener("htmx:before:request", (event) => {
    count(1);
    event.detail.ctx.target?.setAttribute?.("aria-busy", "true");
  });
  document.addEventListener("htmx:finally:request", (event) => {
    count(-1);
    event.detail.ctx.target?.removeAttribute?.("aria-busy");
  });

  // No answer at all: say so, and that one can try again.
  document.addEventListener("htmx:error", () => {
    const words = byId("lost-connection");
    const notices = byId("notices");
    if (words && notices && !notices.querySelector("[data-lost]")) {
      const notice = words.content.firstElementChild.cloneNode(true);
      notice.dataset.lost = "";
      notices.append(notice);
    }
  });

  // Whoever was typing or choosing goes on where they were after a part was replaced.
  let kept = null;
  document.addEventListener("htmx:before:swap", () => {
    const active = document.activeElement;
    kept = active && active !== document.body ? { id: active.id, name: active.name, value: active.value, at: active.selectionStart } : null;
  });
  document.addEventListener("htmx:after:swap", () => {
    if (!kept || (document.activeElement && document.activeElement !== document.body)) return;
    const same = (kept.id && byId(kept.id)) || (kept.name && document.querySelector(`[name="${CSS.escape(kept.name)}"]`));
    if (!same) return;
    same.focus({ preventScroll: true });
    if (kept.at != null && same.setSelectionRange && same.type !== "email") same.setSelectionRange(kept.at, kept.at);
  });

  const mac = /mac|iphone|ipad/i.test(navigator.platform);
  if (mac) for (const key of document.querySelectorAll("kbd")) key.textContent = key.textContent.replace("Ctrl", "⌘");
})();
