// What makes the pages handier; all of them work without it.
"use strict";

// "/" leads to the search, as in many programs, but not while something is being typed.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = document.getElementById("q") || document.getElementById("tim-nhanh");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
