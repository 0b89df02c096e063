// Rows of tabs that are wider than a phone begin where the reader is, not at their start.
for (const row of document.querySelectorAll(".desk-nav, .tabs, .site-nav")) {
  const here = row.querySelector("[aria-current]");
  if (here && row.scrollWidth > row.clientWidth) {
    row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left - row.clientWidth / 3;
  }
}
