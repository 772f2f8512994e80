import sql from "sql-template-tag";
import type { Viewer } from "../../../../shared/http/identity/viewer";
import { type Answer, editorOf, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";

const everyCheck =
  "accurate { holds } sufficient { holds } clean { holds } live { holds } consistent { holds } shared { holds }";
const fields = `id title description publisher { code } theme keywords frequency modifiedAt license accessLevel
  onOpenDataPortal distributions { format accessUrl byteSize } quality { met ${everyCheck} } origin`;

interface Payload {
  dataset: { id: string; title: string } | null;
  userErrors: { code: string; field: string[]; message: string }[];
}

/** The payload of the one mutation of an answer. */
export const payloadOf = (answer: Answer): Payload => Object.values(answer.data ?? {})[0] as Payload;

/** What a refused mutation answers: the dataset, and code and field of each user error. */
export const refusals = (answer: Answer) => ({
  dataset: payloadOf(answer)?.dataset,
  problems: payloadOf(answer)?.userErrors.map(({ code, field }) => [code, field.at(-1)]),
});

let number = 0;
/** The input of a dataset of SYT that publishDataset accepts, with a title of its own. */
export function newDataset() {
  number += 1;
  return {
    title: `Tập dữ liệu ${number}`,
    description: "Mô tả",
    publisher: "SYT",
    theme: "HEAL",
    keywords: ["y tế", "bệnh viện"],
    frequency: "DAILY",
    license: "CC-BY-4.0",
    accessLevel: "OPEN",
    onOpenDataPortal: true,
    distributions: [{ format: "CSV", accessUrl: "https://data.example.invalid/a.csv", byteSize: "120" }],
  };
}

/** How tests change datasets in an open subgraph. */
export function datasetChanges(subgraph: () => TestSubgraph) {
  /** Runs a mutation that gives a dataset; `editorOf("SYT")` is who may change those of `newDataset`. */
  function mutate(operation: string, input: object, viewer: Viewer = editorOf("SYT")): Promise<Answer> {
    const type = `${operation[0]?.toUpperCase()}${operation.slice(1)}Input`;
    return subgraph().execute(
      `mutation ($input: ${type}!) { ${operation}(input: $input) { dataset { ${fields} } userErrors { code field message } } }`,
      { input },
      { viewer },
    );
  }

  /** The id of a new dataset. */
  async function published(): Promise<string> {
    const { dataset } = payloadOf(await mutate("publishDataset", newDataset()));
    if (!dataset) throw new Error("Expected the dataset to be published.");
    return dataset.id;
  }

  /** Everything that a change could have touched. */
  function everything(): Promise<object> {
    return subgraph().database.row(sql`
      SELECT (SELECT md5(string_agg(d::text, ',' ORDER BY id)) FROM dataset d) AS datasets,
        (SELECT md5(string_agg(x::text, ',' ORDER BY id)) FROM distribution x) AS distributions,
        (SELECT md5(string_agg(a::text, ',' ORDER BY dataset_id, criterion)) FROM dataset_assessment a) AS assessments,
        (SELECT count(*)::int FROM idempotency_key) AS keys`);
  }

  return { mutate, published, everything };
}
