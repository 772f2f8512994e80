import "../../gateway/config/environment";
import { readFileSync } from "node:fs";
import { defaultLimits } from "../../gateway/cost/limits";
import { type DocumentWorker, openDocumentWorker } from "../../gateway/thread/document-worker";
import { createLogger } from "../../shared/base/log/logger";
import { fromRoot } from "../../shared/base/project/project-root";
import { type GatewayFixture, startFixture } from "../support/gateway/gateway-fixture";
import { postQuery } from "../support/gateway/gateway-request";

/* What takes long with new texts happens beside the event loop, and is told as if it had not. */

const supergraphSdl = readFileSync(fromRoot("gateway", "supergraph.graphql"), "utf8");
const names = (count: number, prefix = "a") =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}: __typename`).join(" ");

describe("the thread for new texts", () => {
  let thread: DocumentWorker;
  beforeAll(async () => {
    thread = openDocumentWorker({ supergraphSdl, limits: defaultLimits }, createLogger("test", "silent"));
    await thread.ready;
  });
  afterAll(() => thread.close());

  it("tells what is wrong with a text, at its places", async () => {
    const text = `{ ${names(300)}\n  nothing overdue: tasks(first: "x") { nodes { code } } }`;
    const errors = await thread.read(text, "public", "a");
    expect(errors.map(({ code, message, locations }) => ({ code, message, locations }))).toEqual([
      {
        code: "GRAPHQL_VALIDATION_FAILED",
        message: 'Cannot query field "nothing" on type "Query".',
        locations: [{ line: 2, column: 3 }],
      },
      {
        code: "GRAPHQL_VALIDATION_FAILED",
        message: 'Int cannot represent non-integer value: "x"',
        locations: [{ line: 2, column: 33 }],
      },
    ]);
  });

  it("refuses what costs too much as it stands, by the role that asks", async () => {
    const text = `{ ${names(3_000)} }`;
    await expect(thread.read(text, "public", "a")).rejects.toMatchObject({
      code: "QUERY_TOO_COMPLEX",
      message:
        "The query may cost 12,000; the role public may ask for 10,000 at once. Most of it is its text of 3,000 fields and fragments. Ask for fewer rows or fields.",
    });
    expect(await thread.read(text, "analyst", "a")).toEqual([]);
  });

  it("tells what cannot be read and what cannot be planned as they are", async () => {
    await expect(thread.read("{ a", "public", "a")).rejects.toMatchObject({ code: "GRAPHQL_PARSE_FAILED" });
    await expect(thread.plan("query {nothing}", "a")).rejects.toMatchObject({ name: "GraphQLError" });
    const plan = await thread.plan('query {organization(code: "SKHCN") {name}}', "a");
    expect(plan).toMatchObject({ kind: "RootFetch", subgraph: "tasks" });
  });

  it("takes no more of one client than can wait, and of others all the same", async () => {
    const asked = Array.from({ length: 70 }, () =>
      thread.read("{ tasksDataSources { name } }", "public", "a"),
    );
    const other = thread.read("{ tasksDataSources { name } }", "public", "b");
    const settled = await Promise.allSettled(asked);
    const refused = settled.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []));
    expect(new Set(refused)).toEqual(new Set(["RATE_LIMITED"]));
    expect(refused.length).toBeGreaterThan(0);
    expect(await other).toEqual([]);
  });
});

describe("a gateway", () => {
  let fixture: GatewayFixture;
  beforeAll(async () => {
    fixture = await startFixture();
  });
  afterAll(() => fixture.stop());

  it("answers a long text, and tells what is wrong with another", async () => {
    const { url } = fixture.gateway;
    const long = `{ ${names(200)} units { code overdue } }`;
    const { status, body } = await postQuery(url, long);
    expect([status, body]).toMatchObject([
      200,
      { data: { a199: "Query", units: [{ code: "00004", overdue: 3 }, {}] } },
    ]);
    const wrong = await postQuery(url, `{ ${names(200)}\n nothing }`);
    expect([wrong.status, wrong.body]).toMatchObject([
      400,
      {
        errors: [{ locations: [{ line: 2, column: 2 }], extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }],
      },
    ]);
  });

  it("refuses a text of many fields without having asked anybody", async () => {
    fixture.units.requests.length = 0;
    const { status, body } = await postQuery(fixture.gateway.url, `{ ${names(3_000)} units { code } }`);
    expect([status, body]).toMatchObject([400, { errors: [{ extensions: { code: "QUERY_TOO_COMPLEX" } }] }]);
    expect(fixture.units.requests).toEqual([]);
  });
});
