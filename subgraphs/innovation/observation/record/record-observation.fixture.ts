import sql from "sql-template-tag";
import { type Answer, editorOf, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { addIndicator } from "../observation.fixture";

const mutation = `mutation ($input: RecordObservationInput!) { recordObservation(input: $input) {
  userErrors { code message field }
  observation { id indicator { code } unit { code } organization { code } source { code } period periodStart periodEnd
    value qualifier status note publishedAt recordedAt updatedAt revision supersededAt origin } } }`;

interface Payload {
  observation: { id: string; revision: number } | null;
  userErrors: { code: string; message: string; field: string[] }[];
}

/** Who may record observations of the indicators that `newIndicator` makes. */
export const editor = editorOf("SKHCN");

/** The payload of a mutation that GraphQL had nothing against. */
export function payloadOf({ data, errors }: Answer): Payload {
  expect(errors).toEqual([]);
  return data?.recordObservation as Payload;
}

/** How tests record observations in an open subgraph. */
export function observationRecorder(subgraph: () => TestSubgraph) {
  function record(input: object, viewer = editor, now?: string): Promise<Answer> {
    return subgraph().execute(mutation, { input }, { viewer, ...(now !== undefined && { now }) });
  }

  /** The id of an observation that must be recorded. */
  async function recorded(input: object): Promise<string> {
    const { observation, userErrors } = payloadOf(await record(input));
    expect(userErrors).toEqual([]);
    return observation?.id ?? "";
  }

  /** Everything that a mutation could have changed. */
  function everything(): Promise<object> {
    return subgraph().database.row(sql`
      SELECT (SELECT md5(string_agg(o::text, ',' ORDER BY id)) FROM observation o) AS observations,
        (SELECT md5(string_agg(g::text, ',' ORDER BY g::text)) FROM observation_group g) AS groups,
        (SELECT count(*) FROM idempotency_key) AS keys`);
  }

  let indicators = 0;
  /** The code of an indicator that has no observations yet. */
  async function newIndicator(unit = "thing"): Promise<string> {
    indicators += 1;
    const code = `test.recorded-${indicators}`;
    const responsibleOrganizationCode = "SKHCN";
    const indicator = { code, unit, sectorCode: "innovation", responsibleOrganizationCode };
    await addIndicator(subgraph().database, indicator);
    return code;
  }

  return { record, recorded, everything, newIndicator };
}
