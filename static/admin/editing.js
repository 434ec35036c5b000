/* Links of a list of what is missing: open the tab and the panel of the field, then go to it. */
(() => {
  /*
   * On a phone a side panel covers the form; remembered, it would lie over the next page that somebody opens. It stays
   * where the same page comes back, with what was just set in it.
   */
  const narrow = matchMedia("(max-width: 49.99em)").matches;
  if (narrow && document.referrer !== location.href.split("#")[0]) {
    try {
      localStorage.removeItem("wagtail:side-panel-open");
    } catch {
      /* private window */
    }
  }

  /** Unfold whatever hides `place`. */
  function reveal(place) {
    const tab = place.closest("[role=tabpanel]");
    if (tab?.hidden) document.getElementById(tab.getAttribute("aria-labelledby"))?.click();
    for (let box = place; box; box = box.parentElement) {
      const content = box.closest("[id$='-content'][hidden]");
      if (!content) break;
      document.querySelector(`[aria-controls="${CSS.escape(content.id)}"]`)?.click();
      box = content;
    }
  }

  const WRITTEN_IN = "input:not([type=hidden]), select, textarea, [contenteditable=true]";
  const isSeen = (field) => field.offsetParent !== null;

  /** Where one writes or presses within a part of the page; never the button for a comment. */
  function findCursor(box) {
    const seen = (what) => [...box.querySelectorAll(what)].find(isSeen);
    return seen(WRITTEN_IN) || seen("button:not([data-comment-add])");
  }

  /** The field of that id, the button of its chooser, or what is drawn around it. */
  function findPlace(id) {
    return (
      document.getElementById(`${id}-chooser`) ||
      document.getElementById(id) ||
      document.querySelector(`[data-contentpath] [name="${CSS.escape(id)}"]`)
    );
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-go-to]");
    if (!link) return;
    const place = [link.dataset.goTo, decodeURIComponent(link.hash.slice(1))]
      .filter(Boolean)
      .map(findPlace)
      .find(Boolean);
    if (!place) return;
    event.preventDefault();
    reveal(place);
    // The field behind a text that is written in letters and headings is hidden; what is written in lies around it.
    const box = place.offsetParent ? place : place.closest("[data-contentpath], section") || place;
    box.scrollIntoView({ block: "center" });
    const field = place.matches(WRITTEN_IN) && isSeen(place) ? place : findCursor(box);
    field?.focus({ preventScroll: true });
  });

  /* An address that names a place (‘Change a price’) opens there, however long the blocks above it take to appear. */
  addEventListener("load", () => {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place?.closest("[data-edit-form]")) return;
    const go = () => {
      reveal(place);
      // What a chooser stores is a hidden field; its part of the form can be seen.
      const box = place.offsetParent ? place : (place.closest("[data-field-wrapper], section") ?? place);
      box.scrollIntoView({ behavior: "instant", block: place.matches("section") ? "start" : "center" });
    };
    const growth = new ResizeObserver(go);
    const stop = () => growth.disconnect();
    growth.observe(place.closest("[data-edit-form]"));
    for (const act of ["wheel", "touchstart", "keydown", "pointerdown"]) {
      addEventListener(act, stop, { once: true, passive: true });
    }
    setTimeout(stop, 3000);
  });

  /* Who has read Wagtail's warning of a newer draft and goes on is not asked again by the server. */
  document.addEventListener(
    "click",
    (event) => {
      if (!event.target.closest?.("#w-save-confirmation-dialog [data-w-dialog-target=confirm]")) return;
      const form = document.querySelector("[data-edit-form]");
      if (!form || form.elements.newer_draft_known) return;
      const known = document.createElement("input");
      Object.assign(known, { type: "hidden", name: "newer_draft_known", value: "1" });
      form.append(known);
    },
    true,
  );

  /*
   * A button and the saving by itself must not cross: the answer to the button would be older than what was saved on the
   * way, and the screen would tell of 'a new version in another window' and never save by itself again.
   */
  let leaving = false;
  let saving = false;
  let waiting = null;
  document.addEventListener("w-autosave:save", (event) => {
    if (leaving) event.preventDefault();
    else saving = true;
  });
  for (const end of ["success", "error"]) {
    document.addEventListener(`w-autosave:${end}`, () => {
      saving = false;
      waiting?.();
      waiting = null;
    });
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("[data-edit-form]")) return;
    leaving = true;
    setTimeout(() => (leaving = false), 30_000); // the answer never came
    if (!saving) return;
    event.preventDefault();
    const pressed = event.submitter;
    waiting ??= () => {
      if (pressed?.name) {
        const action = document.createElement("input");
        Object.assign(action, { type: "hidden", name: pressed.name, value: pressed.value });
        form.append(action);
      }
      form.submit();
    };
    setTimeout(() => waiting?.(), 5000);
  });
})();
