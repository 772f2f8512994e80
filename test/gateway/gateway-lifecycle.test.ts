import "../../gateway/config/environment";
import { type GatewayFixture, startFixture, startUnready, token } from "../support/gateway/gateway-fixture";
import { eventually, postQuery, request } from "../support/gateway/gateway-request";
import { sendJson } from "../support/gateway/gateway-stub";
import { withTasks } from "../support/gateway/misbehaviours";
import { refused } from "../support/gateway/raw-request";

let fixture: GatewayFixture;
let url: string;
beforeAll(async () => {
  fixture = await startFixture();
  url = fixture.gateway.url;
});
afterAll(() => fixture.stop());

const asAdmin = async () => ({ authorization: `Bearer ${await token({ role: "admin" })}` });

describe("health", () => {
  it("is live at once, and ready when every subgraph has answered", async () => {
    const up = { state: "up", since: expect.stringMatching(/Z$/) };
    expect(await request(`${url}/health/live`)).toMatchObject({ status: 200, body: { status: "live" } });
    const details = { schema: "loaded", stopping: false };
    expect((await request(`${url}/health/ready`)).body).toEqual({ status: "ready", details });
    expect((await request(`${url}/health/ready`, { headers: await asAdmin() })).body).toEqual({
      status: "ready",
      details: {
        ...details,
        supergraph: { loadedAt: expect.stringMatching(/Z$/) },
        subgraphs: { tasks: up, units: up },
      },
    });
    const analyst = { authorization: `Bearer ${await token({ role: "analyst" })}` };
    expect((await request(`${url}/health/ready`, { headers: analyst })).body).toEqual({
      status: "ready",
      details,
    });
  });
});

describe("starting", () => {
  it("is live and unready until the last subgraph has answered", async () => {
    const own = await startUnready({}, ["tasks"]);
    const headers = await asAdmin();
    const readiness = () => request(`${own.gateway.url}/health/ready`, { headers });
    expect(await request(`${own.gateway.url}/health/live`)).toMatchObject({ status: 200 });
    expect(await readiness()).toMatchObject({
      status: 503,
      body: { status: "unready", details: { subgraphs: { tasks: { state: "down" } } } },
    });
    own.tasks.setDown(false);
    await own.gateway.ready;
    expect(await readiness()).toMatchObject({
      status: 200,
      body: { status: "ready", details: { subgraphs: { tasks: { state: "up" }, units: { state: "up" } } } },
    });
    await own.stop();
  });
});

describe("stopping", () => {
  it("is told first, lets the requests in flight finish, and takes no new ones", async () => {
    const own = await startFixture({ SHUTDOWN_DELAY_MS: 300, SUBGRAPH_TIMEOUT_MS: 10_000 });
    const { promise: asked, resolve: noteAsked } = Promise.withResolvers<() => void>();
    own.tasks.misbehave((response) =>
      noteAsked(() => sendJson(response, { data: { _entities: [{ overdue: 5 }] } })),
    );
    const answer = postQuery(own.gateway.url, withTasks);
    const letAnswer = await asked;
    const stopped = own.gateway.stop();
    expect(await request(`${own.gateway.url}/health/ready`)).toMatchObject({
      status: 503,
      body: { status: "unready", details: { stopping: true } },
    });
    await eventually(() => refused(own.gateway.url));
    letAnswer();
    const { headers, body } = await answer;
    expect([body, headers.get("connection")]).toEqual([
      { data: { unit: { name: "Ba Đình", overdue: 5 } } },
      "close",
    ]);
    await stopped;
    await Promise.all([own.units.stop(), own.tasks.stop()]);
  });
});
