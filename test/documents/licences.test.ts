import { readFileSync } from "node:fs";
import { fromRoot } from "../../shared/base/project/project-root";

/** docs/licences.md, held against what is installed where the graph runs. */

interface LockedPackage {
  dev?: boolean;
  license?: string;
}

const packages: Record<string, LockedPackage> = JSON.parse(
  readFileSync(fromRoot("package-lock.json"), "utf8"),
).packages;
const rows = [
  ...readFileSync(fromRoot("docs", "licences.md"), "utf8").matchAll(/^\| `(.+?)` \|.*\| (.+) \|$/gm),
].map(([, licence = "", names = ""]) => ({ licence, names }));

/** Names of packages that run, by licence. */
const locked = new Map<string, Set<string>>();
for (const [path, { dev, license = "none" }] of Object.entries(packages)) {
  if (path === "" || dev) continue;
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  locked.set(license, (locked.get(license) ?? new Set()).add(name));
}

it("names every licence of a package that runs, and no other", () => {
  expect(rows.map(({ licence }) => licence).toSorted()).toEqual([...locked.keys()].toSorted());
});

it("names the packages of a licence that asks for more than a notice", () => {
  const named = rows.filter(({ names }) => names !== "many");
  expect(named.map(({ licence }) => licence)).toEqual(["Elastic-2.0"]);
  for (const { licence, names } of named) {
    const told = [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
    expect(told).toEqual([...(locked.get(licence) ?? [])].toSorted());
  }
});
