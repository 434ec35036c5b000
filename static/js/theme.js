/* Runs before the first paint, so that nothing moves after it: what this browser can do, and the
   visitor's own choice of colours, kept in this browser only. */
(function (root) {
  root.classList.add("js");
  if (navigator.share) root.classList.add("can-share");
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch (error) { /* storage is switched off: the device decides */ }
})(document.documentElement);
