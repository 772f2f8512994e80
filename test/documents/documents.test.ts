import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { errorRegistry } from "../../shared/base/errors/registry";
import { fromRoot } from "../../shared/base/project/project-root";

/** Documents that cannot lie: what they list is held against the code, both ways. */

const readme = readFileSync(fromRoot("README.md"), "utf8");

it("README.md has the error table of the registry, row by row", () => {
  const documented = [...readme.matchAll(/^\| `([A-Z_]+)` \| (\d+) \| (.+) \|$/gm)].map(
    ([, code, status, meaning]) => ({
      code,
      status: Number(status),
      meaning,
    }),
  );
  const registered = Object.entries(errorRegistry).map(([code, { status, meaning }]) => ({
    code,
    status,
    meaning,
  }));
  expect(documented).toEqual(registered);
});

it("docs/operations.md lists every variable that the code reads", () => {
  const documented = readFileSync(fromRoot("docs", "operations.md"), "utf8");
  const sources = [
    "shared/kit/subgraph/subgraph-config.ts",
    "gateway/config/config.ts",
    "shared/http/identity/token-issuer.ts",
    "shared/runner/supervisor/settings.ts",
  ];
  const read = sources.flatMap((file) => [
    ...readFileSync(fromRoot(file), "utf8").matchAll(/^\s+([A-Z][A-Z_]{3,}): /gm),
  ]);
  const names = new Set(read.map(([, name]) => name ?? ""));
  expect(names.size).toBeGreaterThan(10);
  expect([...names].filter((name) => !documented.includes(`\`${name}\``))).toEqual([]);
});

it("links lead to files that are there", () => {
  const inDocs = readdirSync(fromRoot("docs"), { recursive: true, encoding: "utf8" });
  const documents = ["README.md", ...inDocs.map((file) => join("docs", file))].filter((file) =>
    /\.md$/.test(file),
  );
  const broken = documents.flatMap((document) => {
    const text = readFileSync(fromRoot(document), "utf8");
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)(#[^)]*)?\)/g)].map(([, file]) => file ?? "");
    return links
      .filter((file) => !existsSync(fromRoot(dirname(document), file)))
      .map((file) => [document, file]);
  });
  expect(broken).toEqual([]);
});

it("docs/decisions.md numbers its decisions, and says of each when it was made and whether it holds", () => {
  const text = readFileSync(fromRoot("docs", "decisions.md"), "utf8");
  const decisions = [...text.matchAll(/^## (.+)\n(.*)\n\n\S/gm)].map(([, heading = "", line = ""]) => [
    heading,
    line,
  ]);
  expect(decisions).toHaveLength([...text.matchAll(/^## /gm)].length);
  expect(decisions.map(([heading]) => Number.parseInt(heading ?? "", 10))).toEqual(
    decisions.map((_, at) => at + 1),
  );
  const status = /^\*\d{4}-\d{2}-\d{2}, (accepted|superseded by \d+)\*$/;
  expect(decisions.filter(([, line = ""]) => !status.test(line))).toEqual([]);
});
