// Marking words, keeping the language and the name; every form works without this script, by writing the words.
(() => {
  "use strict";
  let marked = null;

  const keep = (name, value) => {
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=strict`;
  };
  addEventListener("change", (event) => {
    if (event.target.name === "ui") keep("tawatur-lang", event.target.value);
  });
  addEventListener("input", (event) => {
    if (event.target.id !== "whoami") return;
    for (const one of document.querySelectorAll('input[type="hidden"][name="author"]')) one.value = event.target.value;
  });

  // Where a point of the page stands in the document's text, in code points; acting characters are shown by a label.
  const place = (node, offset) => {
    const home = (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-at]");
    if (!home) return null;
    const range = document.createRange();
    range.selectNodeContents(home);
    range.setEnd(node, offset);
    const part = range.cloneContents();
    for (const label of part.querySelectorAll(".ctl")) label.textContent = "\u0001";
    for (const other of part.querySelectorAll(".bk, .gap")) other.remove();
    return Number(home.dataset.at) + [...part.textContent].length;
  };

  const look = () => {
    const chosen = getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const work = document.getElementById("work");
    const out = document.getElementById("marked");
    if (!out || !work || !work.contains(range.commonAncestorContainer)) return;
    const start = place(range.startContainer, range.startOffset);
    const end = place(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    const words = chosen.toString();
    // white space at the ends is nobody's words
    const from = start + [...words].length - [...words.trimStart()].length;
    const until = end - ([...words].length - [...words.trimEnd()].length);
    if (until <= from) return;
    marked = { at: `${from}-${until}`, words: words.trim() };
    out.textContent = marked.words;
    for (const one of document.querySelectorAll(".marked-at")) one.value = marked.at;
  };
  document.addEventListener("selectionchange", look);

  addEventListener("mousedown", (event) => {
    if (event.target.closest(".take")) event.preventDefault(); // a press must not unmark the words
  });
  addEventListener("click", (event) => {
    const button = event.target.closest(".take");
    if (!button || !marked) return;
    const part = button.closest(".part");
    part.classList.add("taken");
    part.querySelector('input[type="hidden"]').value = marked.at;
    part.querySelector("textarea, input:not([type=hidden])").value = marked.words;
  });
  addEventListener("input", (event) => {
    // what is written anew is looked up by its words
    const part = event.target.closest(".part");
    if (!part) return;
    part.classList.remove("taken");
    part.querySelector('input[type="hidden"]').value = "";
  });

  addEventListener("submit", (event) => {
    const sure = event.target.dataset.sure;
    if (sure && !confirm(sure)) event.preventDefault();
  });
  addEventListener("htmx:configRequest", (event) => {
    const alert = document.getElementById("alert");
    if (alert && event.detail.verb === "post") alert.textContent = "";
  });
  addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "alert") event.detail.target.scrollIntoView({ block: "center" });
    if (event.detail.target.id === "work") {
      const out = document.getElementById("marked");
      if (marked && out) out.textContent = marked.words;
      for (const one of document.querySelectorAll(".marked-at")) one.value = marked ? marked.at : "";
    }
  });
})();
