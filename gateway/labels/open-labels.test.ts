import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSchema } from "graphql";
import { createLogger } from "../../shared/base/log/logger";
import { type GatewayFixture, startFixture } from "../../test/support/gateway/gateway-fixture";
import { openLabels } from "./open-labels";

const directory = mkdtempSync(join(tmpdir(), "labels-"));
const file = join(directory, "labels.vi.json");
let fixture: GatewayFixture | undefined;
afterAll(async () => {
  await fixture?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const write = (labels: Record<string, [string, string]>) =>
  writeFileSync(file, JSON.stringify({ synonyms: [["unit", "đơn vị"]], labels }));
const log = createLogger("gateway", "silent");

it("reads the file for each graph, and gives what the graph has", () => {
  const labelsOfGraph = openLabels(file, log);
  const [first, second] = [
    { schema: buildSchema("type Query { a: Int }") },
    { schema: buildSchema("type Query { a: Int, b: Int }") },
  ];
  write({ "Query.a": ["A", "Chữ a."], "Query.gone": ["Cũ", "Không còn."] });
  expect(labelsOfGraph(first).list.labels).toEqual({ "Query.a": ["A", "Chữ a."] });
  write({ "Query.a": ["Chữ A", "Chữ a."], "Query.b": ["Chữ B", "Chữ b."] });
  expect(labelsOfGraph(second).of("Query.b")).toEqual({ name: "Chữ B", description: "Chữ b." });
  // The graph before is served with what it began with.
  expect(labelsOfGraph(first).of("Query.a")?.name).toBe("A");
  expect(labelsOfGraph(first).of("Query.b")).toBeUndefined();
});

it.each([
  ["no file", () => rmSync(file, { force: true })],
  ["no JSON", () => writeFileSync(file, "{")],
  ["no labels", () => writeFileSync(file, '{"labels": {"Query": ["A"]}}')],
])("gives none where there is %s", (_, prepare) => {
  prepare();
  const labels = openLabels(file, log)({ schema: buildSchema("type Query { a: Int }") });
  expect([labels.list, labels.of("Query")]).toEqual([{ synonyms: [], labels: {} }, undefined]);
});

it("are served to everybody, and 304 to who has them", async () => {
  write({ Unit: ["Đơn vị", "Một đơn vị."], Elsewhere: ["Nơi khác", "Không có ở đây."] });
  fixture = await startFixture({ GATEWAY_LABELS: file });
  const url = `${fixture.gateway.url}/labels.vi.json`;
  const first = await fetch(url, { headers: { origin: "https://page.test" } });
  expect([
    first.status,
    first.headers.get("content-type"),
    first.headers.get("access-control-allow-origin"),
    first.headers.get("x-content-type-options"),
    await first.json(),
  ]).toEqual([
    200,
    "application/json; charset=utf-8",
    "*",
    "nosniff",
    { synonyms: [["unit", "đơn vị"]], labels: { Unit: ["Đơn vị", "Một đơn vị."] } },
  ]);
  const etag = String(first.headers.get("etag"));
  const again = await fetch(url, { headers: { "if-none-match": etag } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});
