/*
 * Runs in the page, before its own scripts: notes when it was first seen with its figures, when its chart was drawn, and
 * when its scripts had taken it over. What is seen counts when the frame with it has been painted. In milliseconds since
 * the page was asked for.
 */
globalThis.seen = {};
const isThere = {
  figures: () =>
    document.querySelectorAll("section.panel").length > 0 &&
    !document.querySelector("section.panel[aria-busy=true]") &&
    [...document.querySelectorAll(".figure-value")].some((value) => /\d/.test(value.textContent)) &&
    performance.getEntriesByName("first-contentful-paint").length > 0,
  chart: () => document.querySelector(".time-chart svg") !== null,
  scripts: () => {
    const main = document.querySelector("#main");
    return main !== null && Object.keys(main).some((key) => key.startsWith("__reactFiber"));
  },
};
const look = () => {
  for (const [name, found] of Object.entries(isThere)) {
    if (name in globalThis.seen || !found()) continue;
    globalThis.seen[name] = Number.POSITIVE_INFINITY;
    // After the frame that has it.
    requestAnimationFrame(() => setTimeout(() => (globalThis.seen[name] = performance.now())));
  }
  if (Object.keys(globalThis.seen).length < Object.keys(isThere).length) requestAnimationFrame(look);
};
requestAnimationFrame(look);

/** Does something, and gives the time until all panels have the figures of another address, painted. */
globalThis.timeUntilShown = async (act) => {
  const begun = performance.now();
  act();
  for (;;) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    if (document.querySelector("section.panel") && !document.querySelector("[aria-busy=true]")) break;
  }
  await new Promise((resolve) => setTimeout(resolve));
  return performance.now() - begun;
};
