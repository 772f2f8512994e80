import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { problemOfNode } from "../../shared/base/process/check-node";
import { heapArguments } from "../../shared/base/process/heap-arguments";
import { fromRoot } from "../../shared/base/project/project-root";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";

/** What is run and not only imported: main.ts of any folder, and files that ask whether they are what was run. */
const entryPoints = ["gateway", "shared", "subgraphs", "test"]
  .flatMap((folder) =>
    readdirSync(fromRoot(folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  )
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.includes("node_modules"))
  // The gateway starts it, by its own Node.js, and lets it read next to nothing.
  .filter((file) => file !== join("gateway", "sql", "worker", "main.ts"))
  .filter(
    (file) =>
      basename(file) === "main.ts" || readFileSync(fromRoot(file), "utf8").includes("require.main ==="),
  )
  .map((file) => join("dist", file.replace(/ts$/, "js")));

it("knows every entry point that package.json and the documents name", () => {
  const texts = ["package.json", "README.md", "docs/operations.md"].map((file) =>
    readFileSync(fromRoot(file), "utf8"),
  );
  const named = texts.flatMap((text) => [...text.matchAll(/\bdist\/[\w./-]+\.js\b/g)].map(([file]) => file));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((file) => !entryPoints.includes(file))).toEqual([]);
});

it.each(entryPoints)("%s tells an older Node.js which one is needed, before it loads anything", (file) => {
  const preload = fromRoot("dist/test/support/processes/old-node.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", preload, file], {
    cwd: fromRoot(),
    encoding: "utf8",
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: "",
    stderr: `${problemOfNode("20.20.2")}\n`,
  });
});

it("starts subgraphs and gateways everywhere with the arguments that npm start gives them", () => {
  const [subgraph, gateway] = [heapArguments.subgraph.join(" "), heapArguments.gateway.join(" ")];
  const read = (file: string) => readFileSync(fromRoot(file), "utf8");
  const { scripts } = JSON.parse(read("package.json"));
  expect(scripts).toMatchObject({
    subgraph: `exec node ${subgraph} dist/shared/kit/subgraph/main.js`,
    gateway: `exec node ${gateway} dist/gateway/main.js`,
  });
  const operations = read("docs/operations.md");
  expect([subgraph, gateway].filter((given) => !operations.includes(`\`${given}\``))).toEqual([]);
  // What stands before the file that serves, however lists are written there.
  const serving = /(\S+ \S+ \S+) dist\/(?:gateway\/main\.js|shared\/kit\/subgraph\/main\.js \S+ serve)/g;
  const givenIn = (file: string) =>
    [
      ...read(`deploy/${file}`)
        .replace(/[",\s]+/g, " ")
        .matchAll(serving),
    ].map(([, given]) => given);
  const expected = {
    Containerfile: [gateway],
    // Two of each subgraph; gateways start by the image's command.
    "compose.yaml": Array.from({ length: 8 }, () => subgraph),
    "kubernetes/gateway.yaml": [gateway],
    ...Object.fromEntries(readSubgraphList().map(({ name }) => [`kubernetes/${name}.yaml`, [subgraph]])),
    "systemd/graph-gateway.service": [gateway],
    "systemd/graph-subgraph@.service": [subgraph],
  };
  const files = Object.keys(expected);
  expect(Object.fromEntries(files.map((file) => [file, givenIn(file)]))).toEqual(expected);
});

it("takes Node.js from 22.19 on", () => {
  const refused = ["18.20.8", "20.20.2", "22.18.9", "22.19.0", "24.0.0", "26.1.0"].filter(problemOfNode);
  expect(refused).toEqual(["18.20.8", "20.20.2", "22.18.9"]);
  expect(problemOfNode("20.20.2")).toBe(
    "Node.js 22.19 or later is needed, and this is 20.20.2: use the one that npm has installed, node_modules/.bin/node.",
  );
});

it("is what package.json says", () => {
  const { engines } = JSON.parse(readFileSync(fromRoot("package.json"), "utf8"));
  expect(engines.node).toBe(">=22.19");
});
