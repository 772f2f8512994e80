import "../../gateway/config/environment";
import { createHash } from "node:crypto";
import { Writable } from "node:stream";
import pino from "pino";
import { maxBatch } from "../../gateway/http/read-request";
import { type GatewayFixture, startFixture, token } from "../support/gateway/gateway-fixture";
import { eventually, request } from "../support/gateway/gateway-request";
import { sendJson } from "../support/gateway/gateway-stub";
import { itWithOwnExecutor } from "../support/gateway/own-executor";

/* Operations that come together, as Apollo's BatchHttpLink and Relay's network layers send them. */

const lines: Record<string, unknown>[] = [];
let fixture: GatewayFixture;
const start = async (overrides: Parameters<typeof startFixture>[0] = {}) => {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  lines.length = 0;
  fixture = await startFixture(overrides, pino({ base: null, timestamp: false }, sink));
};
afterEach(() => fixture.stop());

const send = (operations: unknown[], headers: Record<string, string> = {}) =>
  request(`${fixture.gateway.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(operations),
  });
const units = { query: "query Units { units { code } }" };
const overdue = { query: "query Overdue { overdueTasks }" };
const closing = { query: "mutation Close { closeTask }" };
const codes = { data: { units: [{ code: "00004" }, { code: "00008" }] } };

describe("a batch", () => {
  itWithOwnExecutor("is answered with a list in its order, each as it would be alone", async () => {
    await start();
    const named = {
      query: "query ($code: ID!) { unit(code: $code) { name } }",
      variables: { code: "00008" },
    };
    const chosen = { query: "query A { overdueTasks } query B { __typename }", operationName: "B" };
    const accept = "application/graphql-response+json";
    const { status, headers, body } = await send([units, named, chosen, { query: "{ nothing }" }, units], {
      accept,
    });
    expect([status, headers.get("content-type"), headers.get("cache-control"), body]).toEqual([
      200,
      `${accept}; charset=utf-8`,
      "no-store",
      [
        codes,
        { data: { unit: { name: "Ngọc Hà" } } },
        { data: { __typename: "Query" } },
        {
          errors: [
            {
              message: 'Cannot query field "nothing" on type "Query".',
              locations: [{ line: 1, column: 3 }],
              extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
            },
          ],
        },
        codes,
      ],
    ]);
  });

  itWithOwnExecutor("of one is a list of one, and of ten one of ten", async () => {
    await start();
    expect((await send([units])).body).toEqual([codes]);
    expect((await send(Array(maxBatch).fill(units))).body).toEqual(Array(maxBatch).fill(codes));
  });

  itWithOwnExecutor("keeps the data of what went well when a sector is down", async () => {
    await start();
    fixture.tasks.setDown(true);
    const { status, body } = await send([units, overdue]);
    expect([status, body]).toEqual([
      200,
      [
        codes,
        { data: { overdueTasks: null }, errors: [expect.objectContaining({ path: ["overdueTasks"] })] },
      ],
    ]);
  });

  itWithOwnExecutor(
    "runs queries side by side, and a mutation between what stands before and after it",
    async () => {
      await start();
      const { units: first, tasks: second } = fixture;
      const events: string[] = [];
      const waiting: (() => void)[] = [];
      for (const stub of [first, second]) {
        stub.misbehave((response) => {
          const { query = "" } = stub.requests.at(-1) ?? {};
          const [, alias, field = ""] = /(?:(\w+): *)?(units|overdueTasks|closeTask)/.exec(query) ?? [];
          events.push(field);
          const answer = () => sendJson(response, { data: { [alias ?? field]: field === "units" ? [] : 1 } });
          // Neither of the first two queries is answered before both have come.
          if (events.length <= 2) waiting.push(answer);
          else answer();
          if (events.length === 2) for (const each of waiting) each();
        });
      }
      const { body } = await send([units, overdue, closing, closing, overdue, units]);
      expect(body).toEqual([
        { data: { units: [] } },
        { data: { overdueTasks: 1 } },
        { data: { closeTask: 1 } },
        { data: { closeTask: 1 } },
        { data: { overdueTasks: 1 } },
        { data: { units: [] } },
      ]);
      expect([events.slice(0, 2).sort(), events.slice(2, 4), events.slice(4).sort()]).toEqual([
        ["overdueTasks", "units"],
        ["closeTask", "closeTask"],
        ["overdueTasks", "units"],
      ]);
    },
  );

  itWithOwnExecutor("asks for persisted queries, each by itself", async () => {
    await start();
    const byHash = (query: string) => ({
      extensions: {
        persistedQuery: { version: 1, sha256Hash: createHash("sha256").update(query).digest("hex") },
      },
    });
    await send([{ ...units, ...byHash(units.query) }]);
    const { status, body } = await send([byHash(units.query), byHash("{ overdueTasks }")]);
    expect([status, body]).toMatchObject([
      200,
      [codes, { errors: [{ extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }] }],
    ]);
  });
});

describe("the cost of a batch", () => {
  // Each costs 4.02, and 8.04 together.
  const two = [overdue, { query: "query Other { overdueTasks }" }];

  itWithOwnExecutor("is within the budget of one operation, or none of it is run", async () => {
    await start({ budgets: { public: 8, analyst: 9, editor: 8, admin: 8 } });
    const message =
      "The 2 operations of the batch may cost 9; the role public may ask for 8 at once. Most of it is its text of 1 fields and fragments. Ask for fewer rows or fields.";
    const error = { errors: [{ message, extensions: { code: "QUERY_TOO_COMPLEX" } }] };
    const refused = await send(two);
    expect([refused.status, refused.body]).toEqual([400, [error, error]]);
    expect(fixture.tasks.requests).toEqual([]);
    expect((await send([overdue])).body).toEqual([{ data: { overdueTasks: 7 } }]);
    // What is no operation costs nothing.
    expect((await send([overdue, { query: "{ nothing }" }])).body).toMatchObject([
      { data: { overdueTasks: 7 } },
      { errors: [{}] },
    ]);
    const analyst = { authorization: `Bearer ${await token({ role: "analyst" })}` };
    expect((await send(two, analyst)).status).toBe(200);
  });

  itWithOwnExecutor("is charged once, before any of it is run", async () => {
    await start({ rates: { public: 12, analyst: 0, editor: 0, admin: 0 } });
    const first = await send(two);
    expect([first.status, first.headers.get("ratelimit")?.split(";t")[0]]).toEqual([200, '"cost";r=3']);
    const second = await send(two);
    expect([second.status, second.headers.get("ratelimit")?.split(";t")[0]]).toEqual([200, '"cost";r=0']);
    const asked = fixture.tasks.requests.length;
    const third = await send(two);
    expect([third.status, third.body]).toMatchObject([
      429,
      { errors: [{ extensions: { code: "RATE_LIMITED" } }] },
    ]);
    expect(fixture.tasks.requests).toHaveLength(asked);
  });
});

itWithOwnExecutor("the request log has one line of a batch, with each operation in it", async () => {
  await start();
  await send([units, { query: "{ nothing }" }, overdue], { "apollographql-client-name": "dashboard" });
  const line = await eventually(async () => lines.find(({ msg }) => msg === "request"));
  const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
  expect(line).toMatchObject({ client: "dashboard", outcome: "GRAPHQL_VALIDATION_FAILED", cost: 34 });
  expect(line.batch).toEqual([
    { operation: "Units", hash: hashOf(units.query), cost: 29, outcome: "OK" },
    { hash: hashOf("{ nothing }"), outcome: "GRAPHQL_VALIDATION_FAILED" },
    { operation: "Overdue", hash: hashOf(overdue.query), cost: 5, outcome: "OK" },
  ]);
});
