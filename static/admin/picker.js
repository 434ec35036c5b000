// The calendar of a date field closes when the field is left, by Tab as well as by a click.
// By itself it does so only where it may also replace what was typed, see site/infra/editing/admin_times.py.
document.addEventListener("focusout", (event) => {
  const field = event.target;
  const calendar = window.jQuery && window.jQuery(field).data("xdsoft_datetimepicker");
  if (!calendar) return;
  // It opens a tenth of a second after the field was entered; somebody quick has left it by then.
  setTimeout(() => {
    if (document.activeElement !== field) calendar.trigger("close.xdsoft");
  }, 200);
});
