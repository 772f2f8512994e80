/*
 * Mantine's colours hang on an attribute that its scripts set. A page that comes rendered is seen before they are there, so
 * a script that is loaded first sets it as they will: as it was chosen before, or as the system is set. A page that comes
 * light is not shown on a dark system until then (app.css).
 */

const chosen = localStorage.getItem("mantine-color-scheme-value");
const isDark =
  chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
document.documentElement.removeAttribute("data-colours");
document.documentElement.setAttribute("data-mantine-color-scheme", isDark ? "dark" : "light");
