import "../../gateway/config/environment";
import { operationInstantHeader } from "../../shared/base/clock/operation-clock";
import { deadlineHeader } from "../../shared/base/work/deadline-header";
import { internalTokenHeader } from "../../shared/http/identity/internal-token";
import { publicViewer } from "../../shared/http/identity/viewer";
import { type GatewayFixture, startFixture, statements, token } from "../support/gateway/gateway-fixture";
import { postQuery, request } from "../support/gateway/gateway-request";
import { withTasks } from "../support/gateway/misbehaviours";

let fixture: GatewayFixture;
let url: string;
beforeAll(async () => {
  fixture = await startFixture();
  url = fixture.gateway.url;
});
afterAll(() => fixture.stop());
afterEach(() => {
  for (const stub of [fixture.units, fixture.tasks]) {
    stub.misbehave(undefined);
    stub.requests.length = 0;
  }
});

describe("a query", () => {
  it("is answered from all subgraphs", async () => {
    expect(await postQuery(url, withTasks)).toMatchObject({
      status: 200,
      body: { data: { unit: { name: "Ba Đình", overdue: 3 } } },
    });
  });

  it("by GET needs no more than its address", async () => {
    const target = `${url}/graphql?query=${encodeURIComponent("{ units { code } }")}`;
    expect(await request(target)).toMatchObject({
      status: 200,
      body: { data: { units: [{ code: "00004" }, { code: "00008" }] } },
    });
  });

  it("may ask for the schema", async () => {
    expect(await postQuery(url, '{ __type(name: "Unit") { fields { name } } }')).toMatchObject({
      status: 200,
      body: { data: { __type: { fields: [{ name: "code" }, { name: "overdue" }, { name: "name" }] } } },
    });
  });

  it("takes none of the client's headers along, a statement of its own making least of all", async () => {
    const admin = { subject: "mallory", role: "admin", organization: null } as const;
    const forged = await statements.signer.sign(admin, "units");
    await postQuery(url, "{ units { code } }", {
      headers: {
        ...{ [internalTokenHeader]: forged, "x-request-id": "trace-1", cookie: "a=b", "x-role": "admin" },
        [operationInstantHeader]: "1999-12-31T17:00:00.000Z",
      },
    });
    const headers = fixture.units.requests[0]?.headers ?? {};
    const { verify } = statements.verifierOf("units");
    expect(await verify(String(headers[internalTokenHeader]))).toEqual(publicViewer);
    expect(Object.keys(headers).sort()).toEqual([
      "accept",
      "connection",
      "content-length",
      "content-type",
      "host",
      deadlineHeader,
      internalTokenHeader,
      operationInstantHeader,
      "x-request-id",
    ]);
    expect(headers["x-request-id"]).toBe("trace-1");
  });

  it("is asked of every subgraph as of one instant, its own", async () => {
    const before = Date.now();
    await postQuery(url, withTasks);
    const instants = [...fixture.units.requests, ...fixture.tasks.requests].map(
      ({ headers }) => headers[operationInstantHeader],
    );
    const [first] = instants;
    expect(instants).toEqual([first, first]);
    const ms = Date.parse(String(first));
    expect(ms >= before && ms <= Date.now()).toBe(true);
  });

  it("with a token is answered for whom the token names, in a statement for each subgraph", async () => {
    const authorization = `Bearer ${await token({ role: "editor", org: "SKHCN" })}`;
    await postQuery(url, withTasks, { headers: { authorization } });
    const viewers = [fixture.units, fixture.tasks].map(({ name, requests }) =>
      statements.verifierOf(name).verify(String(requests[0]?.headers[internalTokenHeader])),
    );
    const viewer = { subject: "somebody", role: "editor", organization: "SKHCN" };
    expect(await Promise.all(viewers)).toEqual([viewer, viewer]);
  });
});
