import { systemClock } from "../../shared/base/clock/clock";
import { createLogger } from "../../shared/base/log/logger";
import { createTestDatabase } from "../../test/support/database/test-cluster";
import { type GatewayDatabase, openGatewayDatabase } from "../database/gateway-database";
import { putDownGraph, SomebodyWasFaster } from "./put-down-graph";
import { findPredecessor } from "./registry.queries";

let database: GatewayDatabase;
beforeAll(async () => {
  const url = await createTestDatabase("gateway");
  database = openGatewayDatabase({ url: () => url, log: createLogger("test", "silent") });
});
afterAll(() => database.close());

const viewer = { subject: "a", role: "admin", organization: null } as const;
const wards = {
  name: "wards",
  url: "http://wards.test/graphql",
  schema: "type Query { a: Int }",
  entities: [],
};
const made = { supergraphSdl: "S", by: viewer, clock: systemClock };
const put = (number: number, schema: string) =>
  putDownGraph(
    database,
    { number, versions: {}, schemas: [wards], supergraphSdl: "" },
    { name: "wards", cause: "publish", next: { ...wards, schema }, accept: [] },
    made,
  ).catch((error: unknown) => error);

it("takes one of many at once, and tells the others that it was faster, whichever subgraph they are of", async () => {
  for (const number of [0, 1]) {
    const outcomes = await Promise.all(["b", "c", "d", "e"].map((field) => put(number, field)));
    expect(outcomes.filter((outcome) => outcome instanceof SomebodyWasFaster)).toHaveLength(3);
    expect(outcomes.filter((outcome) => !(outcome instanceof Error))).toEqual([
      { number: number + 1, version: number + 2 },
    ]);
  }
});

it("keeps which version came before which: what was taken back is passed over by the next way back", async () => {
  const gates = { ...wards, name: "gates" };
  let number = 2;
  const next = async (before: number | undefined, version?: number) => {
    const versions: Record<string, number> = before === undefined ? {} : { gates: before };
    const cause = version === undefined ? "publish" : "rollback";
    const done = await putDownGraph(
      database,
      { number, versions, schemas: [gates], supergraphSdl: "" },
      { name: "gates", cause, next: gates, accept: [], ...(version !== undefined && { version }) },
      made,
    );
    number = done.number;
    return done.version;
  };
  expect([await next(undefined), await next(1), await next(2, 1), await next(1)]).toEqual([1, 2, 1, 3]);
  const before = (version: number) =>
    database.use((statements) => findPredecessor(statements, "gates", version));
  expect([await before(3), await before(2), await before(1), await before(9)]).toEqual([
    1,
    1,
    undefined,
    undefined,
  ]);
});
