// The calendar of a date field is there for the mouse. It closes when the field is left, by Tab as well as by a click; it goes
// as soon as somebody types, and stays away from whoever comes by Tab: it lay over the next field and over 'Save schedule'.
// By itself it closes only where it may also replace what was typed, see site/infra/editing/admin_times.py.
(() => {
  // It opens a tenth of a second after the field was entered.
  const OPENS_AFTER = 100;
  let byTab = false;

  function findCalendar(field) {
    return window.jQuery && window.jQuery(field).data("xdsoft_datetimepicker");
  }

  function closeLater(field, wait, when) {
    const calendar = findCalendar(field);
    if (calendar) setTimeout(() => when() && calendar.trigger("close.xdsoft"), wait);
  }

  document.addEventListener("keydown", (event) => { byTab = event.key === "Tab"; }, true);
  document.addEventListener("pointerdown", () => { byTab = false; }, true);
  document.addEventListener("focusin", (event) => {
    if (byTab) closeLater(event.target, OPENS_AFTER + 10, () => byTab);
  });
  document.addEventListener("input", (event) => {
    if (!event.isTrusted) return;
    closeLater(event.target, 0, () => true);
    closeLater(event.target, OPENS_AFTER + 10, () => true);
  });
  document.addEventListener("focusout", (event) => {
    // Somebody quick has left it before it opens.
    closeLater(event.target, 2 * OPENS_AFTER, () => document.activeElement !== event.target);
  });
})();
