/* Before the first paint: the theme that this browser was told to keep, and the mark that scripts run. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var kept = localStorage.getItem("theme");
    if (kept === "light" || kept === "dark") root.dataset.theme = kept;
  } catch (_refused) {
    /* A browser that keeps nothing follows the system. */
  }
})();
