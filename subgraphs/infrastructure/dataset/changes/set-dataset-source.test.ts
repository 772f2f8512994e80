import { importText } from "../../../../test/support/subgraph/import-text";
import {
  admin,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../../subgraph";
import { datasetChanges, newDataset, payloadOf, refusals } from "./dataset-changes.fixture";

/* A publisher ties its entry to data of the graph, which its subgraph then dates. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

const { mutate, published, everything } = datasetChanges(() => subgraph);

async function sourceOf(dataset: string): Promise<unknown> {
  const { data } = await subgraph.execute("query ($id: ID!) { dataset(id: $id) { graphSource } }", {
    id: dataset,
  });
  return data?.dataset;
}

it("ties an entry when it is published, or later, unties it, and lets its subgraph date it", async () => {
  const { dataset } = payloadOf(
    await mutate("publishDataset", { ...newDataset(), graphSource: "health.Hospital" }),
  );
  const id = dataset?.id ?? "";
  expect(await sourceOf(id)).toEqual({ graphSource: "health.Hospital" });
  const { data, errors } = await subgraph.execute(
    `mutation { recordGraphData(input: { sources: [{ name: "health.Hospital", changedAt: "2025-11-13T00:00:00+07:00" }] }) {
      datasets { modifiedAt } userErrors { message } } }`,
    {},
    { viewer: admin },
  );
  expect({ data, errors }).toEqual({
    errors: [],
    data: { recordGraphData: { datasets: [{ modifiedAt: "2025-11-12T17:00:00.000Z" }], userErrors: [] } },
  });
  expect(refusals(await mutate("setDatasetSource", { dataset: id, graphSource: null })).problems).toEqual([]);
  expect(await sourceOf(id)).toEqual({ graphSource: null });
  await mutate("setDatasetSource", { dataset: id, graphSource: "health.Clinic" });
  expect(await sourceOf(id)).toEqual({ graphSource: "health.Clinic" });
});

it.each([
  ["what names no data", "Hospital", "BAD_USER_INPUT"],
  ["a NUL", "health.Hos\u0000pital", "BAD_USER_INPUT"],
  ["data that another entry describes", "tasks.Task", "ALREADY_EXISTS"],
])("refuses %s, with nothing changed", async (_, graphSource, code) => {
  const dataset = await published();
  const before = await everything();
  const problems = [[code, "graphSource"]];
  expect(refusals(await mutate("setDatasetSource", { dataset, graphSource })).problems).toEqual(problems);
  expect(refusals(await mutate("publishDataset", { ...newDataset(), graphSource })).problems).toEqual(
    problems,
  );
  expect(await everything()).toEqual(before);
});

it("gives data to one of two entries that ask for it at once", async () => {
  const ids = [await published(), await published()];
  const answers = await Promise.all(
    ids.map((dataset) => mutate("setDatasetSource", { dataset, graphSource: "health.Vaccination" })),
  );
  expect(answers.map((answer) => refusals(answer).problems).toSorted()).toEqual([
    [],
    [["ALREADY_EXISTS", "graphSource"]],
  ]);
});

it("ties by a file, too", async () => {
  const header =
    "publisher,title,theme,frequency,modified at,access level,licence,on the open data portal,data of the graph\n";
  const row = (title: string, source: string) =>
    `SYT,${title},HEAL,DAILY,2025-11-01 08:00,OPEN,CC-BY-4.0,no,${source}\n`;
  const run = (rows: string) =>
    importText(infrastructure, subgraph.url, header + rows, { argv: ["--import", "datasets"] });
  expect(await run(row("Trạm y tế", "health.Station"))).toMatchObject({ code: 0 });
  const twice = await run(row("A", "health.Nurse") + row("B", "health.Nurse") + row("C", "health.Station"));
  expect(twice.code).toBe(1);
  expect(twice.lines.join("\n")).toMatch(/data of the graph that no other dataset describes/);
});
