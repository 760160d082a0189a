// Niceties only: without this script every link still leads to its words, and the language switch still switches.
(() => {
  "use strict";
  const root = document.documentElement;

  // The language of the interface, for screen readers, hyphenation and the window's title.
  const speak = (input) => {
    root.lang = input.value;
    root.dir = input.dataset.dir;
    document.title = input.dataset.title;
  };
  for (const input of document.querySelectorAll('input[name="ui"]')) {
    input.addEventListener("change", () => speak(input));
    if (input.checked) speak(input); // a browser may have restored an earlier choice
  }

  // Sections off the window are laid out when they come near, and then change their height: scroll until it holds.
  let turn = 0;
  const settle = (target, block) => {
    const mine = ++turn;
    let before = null;
    let left = 30;
    const step = () => {
      if (mine !== turn || left-- === 0) return;
      target.scrollIntoView({ block, behavior: "instant" });
      const at = `${scrollY} ${target.getBoundingClientRect().top}`;
      if (at === before) return;
      before = at;
      requestAnimationFrame(step);
    };
    step();
  };
  for (const meant of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(meant, () => ++turn, { passive: true, capture: true }); // a reader who moves on is let go
  }

  // What a link leads to: open whatever hides it, and flash all its pieces, since an annotation may stand in several.
  const arrive = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let up = target.parentElement; up; up = up.parentElement) {
      if (up.tagName === "DETAILS") up.open = true;
    }
    settle(target, target.matches("mark, a.at") ? "center" : "start");
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    const pieces = [...document.querySelectorAll(`[data-of="${CSS.escape(id)}"]`)];
    if (target.matches("mark")) pieces.push(target);
    for (const piece of pieces) {
      void piece.offsetWidth; // a second click on the same value flashes again
      piece.classList.add("lit");
    }
  };
  addEventListener("hashchange", arrive);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) arrive();
  });
  arrive();

  // Paper shows everything.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });
})();
