/* A picture's description follows the picture. What a page says otherwise is taken away, with a word,
   when another picture is chosen; the field then shows the new picture's own description as a hint. */
(() => {
  const words = document.currentScript.dataset;

  /** The field for the description beside the chooser with this input, or null. */
  function fieldOf(input) {
    if (input.id === "id_picture") return document.getElementById("id_picture_alt");
    if (!input.id.endsWith("-image")) return null;
    return document.getElementById(`${input.id.slice(0, -"-image".length)}-alt_text`);
  }

  /** What the chosen picture itself says. */
  function ownWords(input) {
    if (!input.value && !input.getAttribute("value")) return "";
    const shown = document.getElementById(`${input.id}-chooser`)?.querySelector("[data-chooser-image]");
    return shown?.dataset.defaultAltText || "";
  }

  function hint(input, field) {
    const own = ownWords(input);
    field.placeholder = own ? words.own.replace("%s", own) : words.none;
  }

  function setValue(field, value) {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function tell(field, former) {
    const name = `${field.name}-kept`;
    field.form?.querySelector(`[name="${CSS.escape(name)}"]`)?.remove();
    field.parentElement.querySelector(".clinic-picture-words")?.remove();
    const note = document.createElement("p");
    note.className = "clinic-picture-words";
    note.setAttribute("role", "status");
    note.append(`${words.cleared.replace("%s", former)} `);
    const back = document.createElement("button");
    back.type = "button";
    back.className = "button button-small button-secondary";
    back.textContent = words.back;
    back.addEventListener("click", () => {
      const mark = Object.assign(document.createElement("input"), { type: "hidden", name, value: "1" });
      field.after(mark);
      setValue(field, former);
      note.remove();
      field.focus();
    });
    note.append(back);
    field.after(note);
  }

  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !document.getElementById(`${input.id}-chooser`)) return;
    const field = fieldOf(input);
    if (!field) return;
    const former = field.value.trim();
    // Wagtail's own script runs now and may copy the new description into the field.
    setTimeout(() => {
      const own = ownWords(input);
      if (former) tell(field, former);
      if (former || field.value === own) setValue(field, "");
      hint(input, field);
    });
  });

  function hintAll() {
    for (const shown of document.querySelectorAll("[data-chooser-image]")) {
      const input = document.getElementById(shown.closest("[id$='-chooser']")?.id.slice(0, -"-chooser".length));
      const field = input && fieldOf(input);
      if (field && !field.placeholder) hint(input, field);
    }
  }
  window.addEventListener("load", () => setTimeout(hintAll));
  document.addEventListener("focusin", hintAll);
})();
