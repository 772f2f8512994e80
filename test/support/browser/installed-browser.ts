import { existsSync } from "node:fs";

const paths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The Chromium that the machine has: the one in CHROMIUM, or in one of the usual places; undefined where there is none. */
export function installedBrowser(): string | undefined {
  return [process.env.CHROMIUM ?? "", ...paths].find((path) => path !== "" && existsSync(path));
}

/**
 * Tests that need a browser. Where there is none they are left out, and say so; in CI they fail, for .ci/run installs one.
 */
export function describeInBrowser(name: string, suite: () => void): void {
  if (installedBrowser() !== undefined || process.env.CI) {
    describe(name, suite);
    return;
  }
  process.stderr.write(
    `LEFT OUT: ${name}: no Chromium is installed (apt-get install chromium, or set CHROMIUM).\n`,
  );
  describe.skip(`${name} (left out: no Chromium is installed)`, suite);
}
