import { systemClock } from "../../shared/base/clock/clock";
import { createLogger } from "../../shared/base/log/logger";
import { createTestDatabase } from "../../test/support/database/test-cluster";
import { type GatewayDatabase, openGatewayDatabase } from "../database/gateway-database";
import { putDownGraph, SomebodyWasFaster } from "./put-down-graph";

let database: GatewayDatabase;
beforeAll(async () => {
  const url = await createTestDatabase("gateway");
  database = openGatewayDatabase({ url: () => url, log: createLogger("test", "silent") });
});
afterAll(() => database.close());

const viewer = { subject: "a", role: "admin", organization: null } as const;
const wards = { name: "wards", url: "http://wards.test/graphql", schema: "type Query { a: Int }", entities: [] };
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
