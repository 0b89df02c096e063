// Menus are <details>: they open without any script. Here they also close by Escape, by a click beside them, or one for another.
function close(menu, backToButton) {
  menu.open = false;
  if (backToButton) menu.querySelector("summary").focus();
}
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) close(menu, false);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    close(menu, menu.contains(document.activeElement));
  }
});
