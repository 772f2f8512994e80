import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fromRoot } from "../../shared/base/project/project-root";

/*
 * `npm ci` installs from this file on any machine that it is complete for. npm writes down the optional packages of
 * other platforms only while none of them is installed (see README.md#owning-a-sector).
 */

interface LockedPackage {
  resolved?: string;
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}
const locks = ["package-lock.json", "test/clients/package-lock.json"];

describe.each(locks)("%s", (file) => {
  const packages: Record<string, LockedPackage> = JSON.parse(readFileSync(fromRoot(file), "utf8")).packages;

  it("holds the optional packages of every platform", () => {
    const wanted = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).map((name) => ({ from, name })),
    );
    expect(wanted.length > 50).toBe(file === "package-lock.json");
    expect(wanted.filter(({ from, name }) => !found(packages, from, name))).toEqual([]);
  });

  it("names no registry, so that each machine asks its own", () => {
    expect(Object.keys(packages).filter((path) => packages[path]?.resolved !== undefined)).toEqual([]);
  });

  it("says nothing of libc, which npm 10 takes out again and npm 11 does not miss", () => {
    expect(Object.keys(packages).filter((path) => packages[path]?.libc !== undefined)).toEqual([]);
  });
});

/** Whether a package has another one beside or above it, as Node.js looks for it. */
function found(packages: Record<string, LockedPackage>, from: string, name: string): boolean {
  if (`${from === "" ? "" : `${from}/`}node_modules/${name}` in packages) return true;
  return from !== "" && found(packages, dirname(from).replace(/(^|\/)node_modules(\/@[^/]+)?$/, ""), name);
}
