import type { Viewer } from "../../../../shared/http/identity/viewer";
import {
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../../subgraph";
import { datasetChanges, payloadOf, refusals } from "./dataset-changes.fixture";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

const { mutate, published, everything } = datasetChanges(() => subgraph);

it("decides a criterion, with evidence and the day; the later one counts", async () => {
  const dataset = await published();
  for (const criterion of ["ACCURATE", "SUFFICIENT", "CLEAN", "CONSISTENT", "SHARED"]) {
    const answer = await mutate("assessDatasetQuality", {
      dataset,
      criterion,
      holds: true,
      evidence: criterion,
    });
    expect(payloadOf(answer).userErrors).toEqual([]);
  }
  await mutate("assessDatasetQuality", {
    dataset,
    criterion: "CLEAN",
    holds: false,
    evidence: "Trùng lặp",
  });
  const { data } = await subgraph.execute(
    `query ($id: ID!) { dataset(id: $id) { quality { met assessedOn accurate { holds evidence rate { value } } clean { holds evidence } } } }`,
    { id: dataset },
  );
  expect(data?.dataset).toEqual({
    quality: {
      met: 5,
      assessedOn: "2025-11-14",
      accurate: { holds: true, evidence: "ACCURATE", rate: null },
      clean: { holds: false, evidence: "Trùng lặp" },
    },
  });
});

it("drops the counts of an earlier assessment, which the new one does not rest on", async () => {
  const [row] = await subgraph.dataSource.query<{ id: string; publisher: string }[]>(`
    SELECT d.id, d.publisher_code AS publisher FROM dataset d JOIN dataset_assessment a ON a.dataset_id = d.id
    WHERE a.criterion = 'ACCURATE' AND a.numerator IS NOT NULL LIMIT 1`);
  const dataset = `Dataset:${row?.id}`;
  const input = { dataset, criterion: "ACCURATE", holds: true };
  await mutate("assessDatasetQuality", input, editorOf(row?.publisher ?? ""));
  const { data } = await subgraph.execute(
    "query ($id: ID!) { dataset(id: $id) { quality { accurate { holds evidence rate { value } } } } }",
    { id: dataset },
  );
  expect(data?.dataset).toEqual({ quality: { accurate: { holds: true, evidence: null, rate: null } } });
});

it.each([
  ["the criterion that is computed", { criterion: "LIVE" }, "ILLEGAL_CHANGE", "criterion"],
  ["an unknown dataset", { dataset: "Dataset:999999" }, "NOT_FOUND", "dataset"],
  ["a key that no dataset can have", { dataset: "Dataset:abc" }, "NOT_FOUND", "dataset"],
  ["evidence too long", { evidence: "a".repeat(2001) }, "BAD_USER_INPUT", "evidence"],
])("refuses %s, with nothing changed", async (_, changed, code, field) => {
  const input = { dataset: await published(), criterion: "CLEAN", holds: true, ...changed };
  const before = await everything();
  expect(refusals(await mutate("assessDatasetQuality", { ...input, idempotencyKey: "q" }))).toEqual({
    dataset: null,
    problems: [[code, field]],
  });
  expect(await everything()).toEqual(before);
});

it.each([
  ["1", 'the number "1" alone (did you mean "Dataset:1"?)'],
  ["ITSystem:SYT-HT01", '"ITSystem:SYT-HT01", which is of the type ITSystem'],
  ["abc", '"abc", which is no id'],
])("takes no %j for the id of a dataset", async (dataset, got) => {
  const before = await everything();
  const { data, errors } = await mutate("assessDatasetQuality", { dataset, criterion: "CLEAN", holds: true });
  expect([data, errors]).toMatchObject([
    { assessDatasetQuality: null },
    [
      {
        code: "BAD_USER_INPUT",
        message: `input.dataset: expected the id of a Dataset, e.g. Dataset:184467; got ${got}.`,
      },
    ],
  ]);
  expect(await everything()).toEqual(before);
});

it.each<[string, Viewer, string]>([
  ["nobody is signed in", { subject: null, role: "public", organization: null }, "UNAUTHENTICATED"],
  ["an analyst asks", { subject: "a", role: "analyst", organization: null }, "FORBIDDEN"],
])("is refused when %s", async (_, viewer, code) => {
  const input = { dataset: await published(), criterion: "CLEAN", holds: true };
  const before = await everything();
  const { data, errors } = await mutate("assessDatasetQuality", input, viewer);
  expect([data, errors.map((error) => error.code)]).toEqual([{ assessDatasetQuality: null }, [code]]);
  expect(await everything()).toEqual(before);
});

it("of another publisher's dataset reads as that of one that there is not", async () => {
  const input = { dataset: await published(), criterion: "CLEAN", holds: true };
  const before = await everything();
  expect(refusals(await mutate("assessDatasetQuality", input, editorOf("SNV")))).toEqual({
    dataset: null,
    problems: [["NOT_FOUND", "dataset"]],
  });
  expect(await everything()).toEqual(before);
});

it("gives the same answer for the same key", async () => {
  const input = { dataset: await published(), criterion: "CLEAN", holds: true, idempotencyKey: "same" };
  const first = await mutate("assessDatasetQuality", input);
  expect(first.errors).toEqual([]);
  expect((await mutate("assessDatasetQuality", input)).data).toEqual(first.data);
});
