import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningGateway } from "../../gateway/gateway-options";
import { compose, startOver } from "../support/gateway/gateway-fixture";
import { eventually, postQuery } from "../support/gateway/gateway-request";
import { type StubSubgraph, startStub } from "../support/gateway/gateway-stub";

/*
 * A release that adds a field, as operators roll it out: processes of the new version beside those of the old one, then the new
 * supergraph; and the way back. Each process of the stub says in `madeBy` which version it is.
 */

const startVersion = (version: 1 | 2): Promise<StubSubgraph> =>
  startStub(
    "units",
    `type Unit @key(fields: "code") { code: ID! name: String! madeBy: Int! ${version === 2 ? "population: Int" : ""} }
     type Query { unit(code: ID!): Unit }`,
    {
      Query: { unit: (_: unknown, { code }: { code: string }) => ({ code }) },
      Unit: { name: () => "Ba Đình", madeBy: () => version, population: () => 65_023 },
    },
  );

let [older, newer]: StubSubgraph[] = [];
let gateway: RunningGateway;
let folder: string;
const supergraphs = () => [older, newer].map((stub) => (stub ? compose([stub]) : ""));

beforeAll(async () => {
  [older, newer] = await Promise.all([startVersion(1), startVersion(2)]);
  folder = mkdtempSync(join(tmpdir(), "versions-"));
  const supergraphFile = join(folder, "supergraph.graphql");
  const [first = ""] = supergraphs();
  writeFileSync(supergraphFile, first);
  const urls = [older?.url ?? "", newer?.url ?? ""];
  // Not about how quick they are.
  const patience = { SUBGRAPH_TIMEOUT_MS: 60_000, REQUEST_TIMEOUT_MS: 60_000 };
  gateway = await startOver(first, patience, { supergraphFile, urlsOf: () => new Map([["units", urls]]) });
  await gateway.ready;
});
afterAll(async () => {
  await gateway.stop();
  await newer?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What twenty requests at a time are answered, each answer once, and of which versions. */
async function ask(fields: string) {
  const asked = Array.from({ length: 20 }, async (_, number) => {
    // Each is another query: none is answered by an answer that is kept.
    const { body } = await postQuery(gateway.url, `{ unit(code: "${number}") { ${fields} madeBy } }`);
    const { data, errors } = body as { data?: { unit?: { madeBy?: number } }; errors?: unknown };
    const { madeBy, ...unit } = data?.unit ?? {};
    return { madeBy, answer: JSON.stringify(errors ?? unit) };
  });
  const found = await Promise.all(asked);
  return {
    answers: [...new Set(found.map(({ answer }) => answer))],
    versions: [...new Set(found.map(({ madeBy }) => madeBy))].sort(),
  };
}

function serveSupergraph(text: string): void {
  const file = join(folder, "supergraph.graphql");
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

const hasField = async () => {
  const { body } = await postQuery(gateway.url, '{ __type(name: "Unit") { fields { name } } }');
  return JSON.stringify(body).includes('"population"');
};

it("answers by processes of both versions while the supergraph is still the old one", async () => {
  expect(await ask("name")).toEqual({ answers: ['{"name":"Ba Đình"}'], versions: [1, 2] });
});

it("has the new field once no old process is left, with no answer missing while the supergraph changes, and back", async () => {
  await older?.stop();
  const [before = "", after = ""] = supergraphs();
  for (const [text, has] of [
    [after, true],
    [before, false],
    [after, true],
  ] as const) {
    serveSupergraph(text);
    const seen = new Set<string>();
    await eventually(async () => {
      for (const answer of (await ask("name")).answers) seen.add(answer);
      return (await hasField()) === has ? true : undefined;
    });
    expect([...seen]).toEqual(['{"name":"Ba Đình"}']);
  }
  expect((await ask("population")).answers).toEqual(['{"population":65023}']);
});
