import { globSync } from "node:fs";
import { fromRoot } from "../../shared/base/project/project-root";
import { elsewhere, inTheClone } from "./commands";
import { documentedCommands } from "./documented-commands";

it("tries every documented command somewhere, and lists none that is not documented", () => {
  const listed = [...inTheClone, ...Object.keys(elsewhere)];
  const documented = documentedCommands().filter((command) => !isBench(command) && !runsTests(command));
  expect(documented).toEqual(listed.toSorted());
});

/** Measured by hand, on a machine that does nothing else. */
function isBench(command: string): boolean {
  return /^(\w+=\S+ )*npm run bench -- [a-z-]+$/.test(command);
}

/** Whether it runs files of tests that are there, as `npm test` runs all of them. */
function runsTests(command: string): boolean {
  const [, paths] = /^npx jest ((?:dist\/\S+ ?)+)$/.exec(command) ?? [];
  return paths?.split(" ").every(isTest) ?? false;
}

/** Jest takes the beginning of a path. */
function isTest(built: string): boolean {
  const source = built.replace(/^dist\//, "").replace(/\.js$/, ".ts");
  return globSync([`${source}*.test.ts`, `${source}*/**/*.test.ts`, source], { cwd: fromRoot() }).length > 0;
}
