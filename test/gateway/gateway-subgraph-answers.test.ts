import "../../gateway/config/environment";
import { type GatewayFixture, startFixture } from "../support/gateway/gateway-fixture";
import { postQuery } from "../support/gateway/gateway-request";
import { type Misbehaviour, sendJson } from "../support/gateway/gateway-stub";

const withTasks = '{ unit(code: "00004") { name overdue } }';

let fixture: GatewayFixture;
let url: string;
beforeAll(async () => {
  // An answer of 11 MB takes its time on a busy machine.
  fixture = await startFixture({ SUBGRAPH_TIMEOUT_MS: 2_000 });
  url = fixture.gateway.url;
});
afterAll(() => fixture.stop());
afterEach(() => {
  for (const stub of [fixture.units, fixture.tasks]) {
    stub.misbehave(undefined);
    stub.requests.length = 0;
  }
});

describe("a subgraph that does not answer as it should", () => {
  const unavailable = {
    data: { unit: { name: "Ba Đình", overdue: null } },
    errors: [
      {
        message: "The subgraph tasks does not answer as it should now; try again shortly.",
        path: ["unit", "overdue"],
        extensions: { code: "SERVICE_UNAVAILABLE" },
      },
    ],
  };
  const text = (status: number, body: string, type = "application/json"): Misbehaviour => {
    return (response) => response.writeHead(status, { "content-type": type }).end(body);
  };
  const cases: [string, Misbehaviour][] = [
    ["an empty object", text(200, "{}")],
    ["an array", text(200, "[]")],
    ["null data and no error", text(200, '{"data":null}')],
    ["data that is a text", text(200, '{"data":"x"}')],
    ["HTML", text(200, "<html>password=hunter2</html>", "text/html")],
    ["JSON that is cut off", text(200, '{"data":{"_entities":[{"overd')],
    ["500 with a secret", text(500, "password=hunter2 at /srv/app.js:1", "text/plain")],
    ["that it does not take our statement", text(401, '{"errors":[{"message":"hunter2"}]}')],
    ["nothing: it hangs up", (response) => response.destroy()],
    ["a redirect", (response) => response.writeHead(302, { location: fixture.units.url }).end()],
    ["more than 10 MB", text(200, `{"data":{"x":"${"x".repeat(11 * 1024 * 1024)}"}}`)],
  ];
  it.each(cases)("leaves the others' data whole: %s", async (_case, misbehaviour) => {
    fixture.tasks.misbehave(misbehaviour);
    expect(await postQuery(url, withTasks)).toMatchObject({ status: 200, body: unavailable });
    expect(fixture.units.requests.length).toBe(1);
  });

  it.each<[string, Misbehaviour]>([
    ["nothing", () => {}],
    ["half of it", (response) => response.writeHead(200).write('{"data":')],
  ])("in time is told from one that is down: %s", async (_case, misbehaviour) => {
    fixture.tasks.misbehave(misbehaviour);
    const message =
      "The subgraph tasks did not answer in time; narrow the question with a filter or a smaller page.";
    const error = { message, path: ["unit", "overdue"], extensions: { code: "QUERY_TIMEOUT" } };
    expect(await postQuery(url, withTasks)).toMatchObject({
      status: 200,
      body: { data: unavailable.data, errors: [error] },
    });
  });

  it("leaves an error at each field that it was asked for", async () => {
    fixture.units.misbehave(text(503, "down"));
    const error = (path: string) => ({
      message: "The subgraph units does not answer as it should now; try again shortly.",
      path: [path],
      extensions: { code: "SERVICE_UNAVAILABLE" },
    });
    const query = '{ unit(code: "00004") { name } words: note(length: 3) overdueTasks }';
    expect(await postQuery(url, query)).toMatchObject({
      status: 200,
      body: { data: { unit: null, words: null, overdueTasks: 7 }, errors: [error("unit"), error("words")] },
    });
  });

  const masked = {
    message: "Something failed on our side; the request id finds it in the log.",
    path: ["unit", "overdue"],
    extensions: { code: "INTERNAL_SERVER_ERROR", requestId: "trace-2" },
  };
  const answeredErrors: [string, unknown, unknown][] = [
    [
      "with a code of ours passes, without what else it carries",
      {
        message: "The role analyst is needed for this.",
        path: ["_entities", 0, "overdue"],
        locations: [{ line: 9, column: 9 }],
        extensions: { code: "FORBIDDEN", stacktrace: ["hunter2"], url: "http://10.0.0.1" },
      },
      {
        message: "The role analyst is needed for this.",
        path: ["unit", "overdue"],
        extensions: { code: "FORBIDDEN" },
      },
    ],
    [
      "with another code is masked",
      { message: "hunter2", path: ["_entities", 0, "overdue"], extensions: { code: "ECONNREFUSED" } },
      masked,
    ],
    ["without a code is masked", { message: "hunter2", path: ["_entities", 0, "overdue"] }, masked],
  ];
  it.each(answeredErrors)("is heard when it tells why: an error %s", async (_case, sent, received) => {
    const answer = { data: { _entities: [{ overdue: null }] }, errors: [sent] };
    fixture.tasks.misbehave((response) => sendJson(response, answer));
    const { body } = await postQuery(url, withTasks, { headers: { "x-request-id": "trace-2" } });
    expect(body).toEqual({ data: { unit: { name: "Ba Đình", overdue: null } }, errors: [received] });
  });

  it("is found out when it sends a value of the wrong type", async () => {
    fixture.tasks.misbehave((response) => sendJson(response, { data: { _entities: [{ overdue: "many" }] } }));
    const { body } = await postQuery(url, withTasks, { headers: { "x-request-id": "trace-2" } });
    expect(body).toEqual({ data: { unit: { name: "Ba Đình", overdue: null } }, errors: [masked] });
  });
});
