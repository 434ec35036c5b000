// The calendar of a date field closes when the field is left, by Tab as well as by a click.
// By itself it does so only where it may also replace what was typed, see core/admin_times.py.
document.addEventListener("focusout", (event) => {
  const calendar = window.jQuery && window.jQuery(event.target).data("xdsoft_datetimepicker");
  if (calendar) calendar.trigger("close.xdsoft");
});
