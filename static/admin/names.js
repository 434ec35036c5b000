/*
 * Says to a screen reader what a rich text and a field of tags are called: both are drawn by a script in the place of the field
 * that their label points to.
 */
(() => {
  const NAMELESS = ":is(.public-DraftEditor-content, .tagit input):not([aria-labelledby])";
  let count = 0;

  /** Return the element that names the field of `text`: its label, or the heading of its block or panel. */
  function findName(text) {
    const box = text.closest("[data-field-wrapper]");
    const label = box?.parentElement.querySelector(":scope > label") ?? box?.querySelector(":scope > label");
    if (label?.textContent.trim()) return label;
    for (let part = text.closest("section"); part; part = part.parentElement?.closest("section")) {
      const heading = document.getElementById(part.getAttribute("aria-labelledby") ?? "");
      if (heading?.textContent.trim()) return heading;
    }
    return null;
  }

  function name() {
    for (const text of document.querySelectorAll(NAMELESS)) {
      const found = findName(text);
      if (!found) continue;
      found.id ||= `clinic-name-${(count += 1)}`;
      text.setAttribute("aria-labelledby", found.id);
    }
  }

  let asked = 0;
  const ask = () => {
    asked ||= setTimeout(() => {
      asked = 0;
      name();
    }, 200);
  };
  addEventListener("load", () => {
    if (!document.querySelector("[data-edit-form]")) return;
    name();
    new MutationObserver(ask).observe(document.querySelector("main"), { childList: true, subtree: true });
  });
})();
