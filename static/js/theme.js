/* Runs before the first paint: the visitor's own choice of colours, kept in this browser only. */
(function (root) {
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch (error) { /* storage is switched off: the device decides */ }
})(document.documentElement);
