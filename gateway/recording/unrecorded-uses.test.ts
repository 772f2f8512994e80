import { buildSchema } from "graphql";
import pino from "pino";
import { systemClock as clock } from "../../shared/base/clock/clock";
import { createGraphNaming } from "../normalise/response-names";
import { createOperationCache } from "../pipeline/operation-cache";
import { startRecording } from "./start-recording";

const schema = buildSchema("type Query { unit: Int area: Int }");
const planner = { plan: () => Promise.reject(new Error("Expected no plan.")) };
const naming = createGraphNaming(schema, schema);
const graph = { schema, supergraph: schema, naming, planner, mergesFetches: true, clock };
const operations = createOperationCache({ graph, limits: undefined });

it("describes nothing for a gateway without a database, and begins with the first use after there is one", async () => {
  let isConfigured = false;
  const described: string[] = [];
  const recording = startRecording({
    database: {
      isConfigured: () => isConfigured,
      isUp: () => false,
      change: () => Promise.reject(new Error("Expected no change.")),
    },
    clock,
    log: pino({ level: "silent" }),
    everyMs: 600_000,
  });
  const note = async (query: string) => {
    const operation = await operations.ready({ query, role: "public", viewer: null });
    const source = () => {
      described.push(query);
      return operation.source();
    };
    recording.note(schema, { ...operation, source }, {}, {});
  };
  await note("{ unit }");
  await recording.flush();
  isConfigured = true;
  await note("{ area }");
  await recording.stop();
  expect(described).toEqual(["{ area }"]);
});
