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

  // Sections off the window are laid out when they come near, and then change their height, on a slow phone seconds
  // later: what a link led to is held where it is until the reader moves on.
  let held = null;
  const letGo = () => { held = null; };
  const place = () => {
    if (!held) return;
    held.target.scrollIntoView({ block: held.block, behavior: "instant" });
    held.top = held.target.getBoundingClientRect().top;
    held.height = root.scrollHeight;
  };
  const hold = (target, block) => {
    held = { target, block };
    place();
  };
  new ResizeObserver(() => requestAnimationFrame(place)).observe(document.body);
  for (const meant of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(meant, letGo, { passive: true, capture: true });
  }
  addEventListener("scroll", () => { // the scrollbar's, which no event tells of: all has its height, and yet it moved
    if (!held || root.scrollHeight !== held.height) return;
    if (Math.abs(held.target.getBoundingClientRect().top - held.top) > 2) letGo();
  }, { passive: true });

  // What a link leads to: open whatever hides it, and flash all its pieces, since an annotation may stand in several.
  const arrive = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let up = target.parentElement; up; up = up.parentElement) {
      if (up.tagName === "DETAILS") up.open = true;
    }
    hold(target, target.matches("mark, a.at") ? "center" : "start");
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
