// Forms: send filters by themselves, copy words, keep what was typed from being lost.
(() => {
  // data-sends: the form is sent as soon as something in it is chosen.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-sends]");
    if (form && !event.target.matches("[data-waits]")) form.requestSubmit();
  });

  // data-copies="#id": the words of that element go to the clipboard.
  const say = (button) => {
    const words = document.getElementById("copied-words")?.content.textContent.trim();
    if (!words || button.dataset.said) return;
    button.dataset.said = button.textContent;
    button.textContent = words;
    button.setAttribute("aria-live", "polite");
    setTimeout(() => {
      button.textContent = button.dataset.said;
      delete button.dataset.said;
    }, 2000);
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    event.preventDefault();
    const source = document.querySelector(button.dataset.copies);
    const words = (source.value ?? source.textContent).trim();
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const field = document.createElement("textarea");
      field.value = words;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    say(button);
  });

  // data-guards: leaving with something typed and not sent asks first.
  const typed = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guards]");
    if (form) typed.add(form);
  });
  document.addEventListener("submit", (event) => typed.delete(event.target));
  document.addEventListener("htmx:after:request", (event) => typed.delete(event.detail.ctx.sourceElement));
  addEventListener("beforeunload", (event) => {
    if ([...typed].some((form) => form.isConnected)) event.preventDefault();
  });

  // A form is sent once, however often its button is pressed.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000); // a download leaves the page where it is
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // The first thing to correct gets the focus.
  document.querySelector(".has-error :is(input, select, textarea)")?.focus();

  // A file may also be dropped.
  for (const area of document.querySelectorAll(".upload")) {
    const input = area.querySelector("input[type=file]");
    const over = (event, is) => {
      event.preventDefault();
      area.classList.toggle("is-over", is);
    };
    area.addEventListener("dragover", (event) => over(event, true));
    area.addEventListener("dragleave", (event) => over(event, false));
    area.addEventListener("drop", (event) => {
      over(event, false);
      if (input && event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    });
  }
})();
