/* A field that is full says so: a browser cuts what is pasted and swallows what is typed without a word. */
(() => {
  const words = document.currentScript.dataset;
  const isLimited = (field) => field.matches?.("input, textarea") && field.maxLength > 0;

  function tell(field, text) {
    let note = field.clinicNote;
    if (!text) {
      note?.remove();
      field.clinicNote = null;
      return;
    }
    if (!note) {
      note = document.createElement("p");
      note.className = "clinic-full";
      note.setAttribute("role", "status");
      field.after(note);
      field.clinicNote = note;
    }
    // A screen reader speaks what changes in a place that is there already.
    requestAnimationFrame(() => (note.textContent = text));
  }

  const say = (sentence, field, over) => sentence.replace("%most", field.maxLength).replace("%over", over);

  document.addEventListener("paste", (event) => {
    const field = event.target;
    if (!isLimited(field)) return;
    const pasted = (event.clipboardData?.getData("text/plain") ?? "").replace(/\r\n?/g, "\n");
    const kept = field.value.length - (field.selectionEnd - field.selectionStart);
    const over = kept + pasted.length - field.maxLength;
    tell(field, over > 0 ? say(words.cut, field, over) : "");
  });

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!isLimited(field) || event.inputType === "insertFromPaste") return;
    const full = field.value.length >= field.maxLength;
    tell(field, full && event.inputType?.startsWith("insert") ? say(words.full, field, 0) : "");
  });
})();
