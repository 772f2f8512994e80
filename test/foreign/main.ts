import "../../shared/base/process/check-node";
import { deepEqual } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { internalKeysPath } from "../../gateway/http/internal-keys-route";
import { systemClock } from "../../shared/base/clock/clock";
import { projectRoot } from "../../shared/base/project/project-root";
import { createInternalTokenSigner, internalTokenHeader } from "../../shared/http/identity/internal-token";
import { keyFilesIn, readPrivateKey } from "../../shared/http/identity/keys";
import { publicViewer } from "../../shared/http/identity/viewer";
import { tokenFor } from "../support/gateway/token-for";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";
import { unusedPort } from "../support/processes/unused-port";
import { type ForeignProcess, type ForeignSubgraph, prepareForeign, startForeign } from "./foreign-subgraph";

/*
 * `npm run foreign`: subgraphs in Python and, where it is installed, Go join the graph of a copy of the project as
 * docs/subgraphs-elsewhere.md says, are asked with the others, go down and come back.
 */

const root = mkdtempSync(join(tmpdir(), "foreign-"));
const left = ["node_modules", ".git", ".data", ".analysts", ".foreign"];

interface Running {
  subgraph: ForeignSubgraph;
  port: number;
  process: ForeignProcess;
}

async function main(): Promise<void> {
  const prepared = await prepareForeign();
  for (const subgraph of prepared) {
    await subgraph.checkVectors();
    step(`${subgraph.name} reads the vectors as they say`);
  }
  copyProject();
  const graph = await startGraph(root);
  const running: Running[] = [];
  try {
    for (const subgraph of prepared) {
      const port = await unusedPort();
      running.push({ subgraph, port, process: await startOne(subgraph, port, graph) });
    }
    list(running);
    const environment = { DATA_DIRECTORY: graph.dataDirectory };
    run(["dist/shared/runner/check/main.js", "--write"], environment);
    step(run(["dist/gateway/compose.js"], environment).trim());
    run(["dist/gateway/compose.js", "--check"], environment);
    step(run(["dist/test/contract/main.js"], environment).trim());
    await until(async () => !(await ask(graph, "{ heritageSites { code } }")).errors);
    step("the gateway serves the new supergraph without a restart");
    await askAll(graph, running);
    await goDownAndComeBack(graph, running);
  } finally {
    await graph.cleanUp();
    for (const { process } of running) await process.kill();
    rmSync(root, { recursive: true, force: true });
  }
}

function startOne(subgraph: ForeignSubgraph, port: number, graph: RunningGraph): Promise<ForeignProcess> {
  return startForeign(subgraph, port, `${graph.origin}${internalKeysPath}`);
}

function copyProject(): void {
  chmodSync(root, 0o755);
  const filter = (path: string) => !left.includes(relative(projectRoot, path));
  cpSync(projectRoot, root, { recursive: true, filter });
  symlinkSync(join(projectRoot, "node_modules"), join(root, "node_modules"));
}

/** An entry in the list for each, and of its folder what the owner sends. */
function list(running: readonly Running[]): void {
  const file = join(root, "subgraphs", "list.json");
  const entries = running.map(({ subgraph: { name, owner, folder }, port }) => {
    mkdirSync(join(root, "subgraphs", name));
    for (const sent of ["gateway.json", "labels.vi.json"])
      copyFileSync(join(folder, sent), join(root, "subgraphs", name, sent));
    const url = `http://127.0.0.1:${port}/graphql`;
    return [name, { url, schema: "asked", owner, contact: `graph@${name}.example` }] as const;
  });
  const whole = { ...JSON.parse(readFileSync(file, "utf8")), ...Object.fromEntries(entries) };
  writeFileSync(file, JSON.stringify(whole, null, 2));
}

/** What crosses subgraphs in both directions, and codes of errors, against what is written down of the rows. */
async function askAll(graph: RunningGraph, running: readonly Running[]): Promise<void> {
  const across = `{ administrativeUnit(code: "00226") { name heritageSites { code name builtIn unit { name } } }
    heritageSite(code: "DT-005") { name builtIn unit { name } } none: heritageSite(code: "DT-999") { name } }`;
  deepEqual(await ask(graph, across), {
    data: {
      administrativeUnit: {
        name: "Văn Miếu - Quốc Tử Giám",
        heritageSites: [
          {
            code: "DT-001",
            name: "Văn Miếu – Quốc Tử Giám",
            builtIn: 1070,
            unit: { name: "Văn Miếu - Quốc Tử Giám" },
          },
        ],
      },
      heritageSite: { name: "Thành Cổ Loa", builtIn: null, unit: { name: "Đông Anh" } },
      none: null,
    },
  });
  step("queries go across it and the others in both directions");

  const tooMany = await ask(graph, "{ heritageSites(first: 101) { code } }");
  deepEqual(
    tooMany,
    refused("heritageSites", "BAD_USER_INPUT", "Expected first from 1 to 100, got 101.", ["first"]),
  );
  const count = `mutation { countHeritageVisitors(code: "DT-003", count: 12) { visitors } }`;
  const path = "countHeritageVisitors";
  deepEqual(
    await ask(graph, count),
    refused(path, "UNAUTHENTICATED", "The role editor or admin is needed; the request came without a token."),
  );
  const [other, own] = await Promise.all(
    ["SKHCN", "SVHTT"].map((org) => tokenFor(graph, { role: "editor", org })),
  );
  deepEqual(
    await ask(graph, count, other),
    refused(path, "FORBIDDEN", "An editor of SVHTT is needed; the token's role is editor."),
  );
  deepEqual(await ask(graph, count, own), { data: { countHeritageVisitors: { visitors: 12 } } });
  step("roles, organizations and codes of errors pass");

  if (running.some(({ subgraph }) => subgraph.name === "parks")) {
    const parks = `{ administrativeUnit(code: "00340") { parks { name hectares unit { name heritageSites { name } } } } }`;
    deepEqual(await ask(graph, parks), {
      data: {
        administrativeUnit: {
          parks: [{ name: "Công viên Yên Sở", hectares: 323, unit: { name: "Yên Sở", heritageSites: [] } }],
        },
      },
    });
    step("and across two of them");
  }
  for (const { subgraph, port } of running) await askTooLate(graph, subgraph, port);
}

/** A request whose time is over, as the gateway's header says, is answered so. */
async function askTooLate(graph: RunningGraph, { name }: ForeignSubgraph, port: number): Promise<void> {
  const privateKey = await readPrivateKey(keyFilesIn(graph.dataDirectory).internalTokenPrivateKey);
  const signer = createInternalTokenSigner({ privateKey, clock: systemClock });
  const field = name === "parks" ? "parks" : "heritageSites";
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-graph-deadline-ms": "0",
      [internalTokenHeader]: await signer.sign(publicViewer, name),
    },
    body: JSON.stringify({ query: `{ ${field} { code } }` }),
  });
  const { errors } = (await response.json()) as { errors: { extensions: unknown }[] };
  deepEqual(errors[0]?.extensions, { code: "QUERY_TIMEOUT" });
  step(`${name} goes by the deadline`);
}

async function goDownAndComeBack(graph: RunningGraph, running: readonly Running[]): Promise<void> {
  const [one] = running;
  if (one === undefined) throw new Error("Expected a subgraph.");
  const query = `{ heritageSite(code: "DT-004") { name } administrativeUnit(code: "00103") { name heritageSites { name } } }`;
  const whole = {
    data: {
      heritageSite: { name: "Chùa Trấn Quốc" },
      administrativeUnit: { name: "Tây Hồ", heritageSites: [{ name: "Chùa Trấn Quốc" }] },
    },
  };
  deepEqual(await ask(graph, query), whole);
  await one.process.kill();
  const without = await ask(graph, query);
  deepEqual(without.data, {
    heritageSite: null,
    administrativeUnit: { name: "Tây Hồ", heritageSites: null },
  });
  deepEqual(
    without.errors?.map(({ extensions }) => extensions?.code),
    ["SERVICE_UNAVAILABLE", "SERVICE_UNAVAILABLE"],
  );
  step("without it the rest is answered");

  const before = graph.output().length;
  graph.replaceSupervisor();
  await until(
    async () => graph.output().length !== before && graph.output().includes("Ctrl-C stops everything"),
  );
  await until(async () => graph.output().includes("heritage, which runs elsewhere, is not ready"));
  deepEqual(graph.output().includes("SVHTT, graph@heritage.example"), true);
  deepEqual((await fetch(`${graph.origin}/health/ready`)).status, 200);
  const token = await tokenFor(graph, { role: "admin" });
  const health = await fetch(`${graph.origin}/health/ready`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { details } = (await health.json()) as { details: { subgraphs: Record<string, object> } };
  const { state, owner, contact } = details.subgraphs.heritage as Record<string, unknown>;
  deepEqual([state, owner, contact], ["down", "SVHTT", "graph@heritage.example"]);
  step("the graph starts without waiting for it, and says whom to call");

  one.process = await startOne(one.subgraph, one.port, graph);
  await until(async () => !(await ask(graph, query)).errors);
  deepEqual(await ask(graph, query), whole);
  await until(async () => graph.output().includes("heritage, which runs elsewhere, is ready again"));
  step("and is whole when it is back");
}

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: unknown[]; extensions?: { code?: string } }[];
}

async function ask({ origin }: RunningGraph, query: string, token?: string): Promise<Answer> {
  const response = await fetch(`${origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Answer;
}

function refused(path: string, code: string, message: string, argument?: string[]): Answer {
  return {
    errors: [{ message, path: [path], extensions: { code, ...(argument && { argument }) } }],
    data: { [path]: null },
  };
}

function run(args: string[], environment: Record<string, string>): string {
  const env = { ...process.env, ...environment };
  return execFileSync(process.execPath, args, {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  }).toString();
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`Expected ${holds} within two minutes.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function step(done: string): void {
  console.log(`✓ ${done}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
