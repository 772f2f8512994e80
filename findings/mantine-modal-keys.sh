#!/usr/bin/env bash
# Versions: @mantine/core 9.8.1, @mantine/hooks 9.8.1, react and react-dom 19.3.1, jsdom 26.1.0; seen 2026-11-29.
# Behaviour: Modal.Content and Drawer.Content take all properties of a div by their types, `onKeyDown` among them, and drop
# that one without a word: a handler of keys given to the content is never called, while `onClick` given to it is, and
# `onKeyDown` given to Modal.Root is. So who switches off `closeOnEscape`, to close by keys of the content alone, closes never.
# Output seen: Content: onClick 1, onKeyDown 0; Root: onKeyDown 1
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @mantine/core@9.8.1 @mantine/hooks@9.8.1 react@19.3.1 react-dom@19.3.1 jsdom@26.1.0
cat >keys.mjs <<'JS'
import { JSDOM } from "jsdom";
const { window } = new JSDOM("<!doctype html><div id=root></div>", { pretendToBeVisual: true });
window.matchMedia = () => ({ matches: true, addEventListener() {}, removeEventListener() {} });
window.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} };
Object.defineProperty(globalThis, "navigator", { value: window.navigator, configurable: true });
for (const name of ["document", "HTMLElement", "Element", "Node", "ResizeObserver", "localStorage", "getComputedStyle", "MutationObserver"])
  if (name !== "localStorage") globalThis[name] = window[name];
globalThis.window = window;
globalThis.requestAnimationFrame = window.requestAnimationFrame;
globalThis.cancelAnimationFrame = window.cancelAnimationFrame;
globalThis.IS_REACT_ACT_ENVIRONMENT = true;
const { act, createElement: h } = await import("react");
const { createRoot } = await import("react-dom/client");
const { MantineProvider, Modal } = await import("@mantine/core");
const counts = { click: 0, key: 0, rootKey: 0 };
const page = h(MantineProvider, { env: "test" },
  h(Modal.Root, { opened: true, onClose() {}, closeOnEscape: false, onKeyDown: () => counts.rootKey++ },
    h(Modal.Content, { onClick: () => counts.click++, onKeyDown: () => counts.key++ }, h("button", { id: "inside" }, "x"))));
await act(async () => createRoot(document.querySelector("#root")).render(page));
const button = document.querySelector("#inside");
await act(async () => {
  button.dispatchEvent(new window.MouseEvent("click", { bubbles: true }));
  button.dispatchEvent(new window.KeyboardEvent("keydown", { key: "a", bubbles: true }));
});
console.log(`Content: onClick ${counts.click}, onKeyDown ${counts.key}; Root: onKeyDown ${counts.rootKey}`);
process.exit(0);
JS
seen=$(node keys.mjs)
expected="Content: onClick 1, onKeyDown 0; Root: onKeyDown 1"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi
