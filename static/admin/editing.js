/* Links of a list of what is missing: open the tab and the panel of the field, then go to it. */
(() => {
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

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-go-to]");
    if (!link) return;
    const id = decodeURIComponent(link.hash.slice(1));
    const place = document.getElementById(id) || document.getElementById(`${id}-chooser`);
    if (!place) return;
    event.preventDefault();
    reveal(place);
    const box = place.offsetParent ? place : place.closest("section") || place;
    box.scrollIntoView({ block: "center" });
    const field = place.matches("input:not([type=hidden]), select, textarea")
      ? place
      : box.querySelector("input:not([type=hidden]), select, textarea, [contenteditable=true], button");
    field?.focus({ preventScroll: true });
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
})();
