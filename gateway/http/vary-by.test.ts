import "../config/environment";
import { type GatewayFixture, startFixture } from "../../test/support/gateway/gateway-fixture";
import { request } from "../../test/support/gateway/gateway-request";

/** One of two whose pages may ask: each answer names the one that it is for, and a cache must not give it to the other. */
const origin = "https://data.example.vn";
let fixture: GatewayFixture;
beforeAll(async () => {
  fixture = await startFixture({ CORS_ORIGINS: [origin, "https://page.example.vn"] });
});
afterAll(() => fixture.stop());

describe("Vary, where the origins that may ask are a list", () => {
  const query = `/graphql?query=${encodeURIComponent("{ units { code } }")}`;
  const deferred = `/graphql?query=${encodeURIComponent("{ units { code ... @defer { name } } }")}`;
  it.each([
    [query, "application/json", ["Origin", "accept", "accept-encoding", "authorization"]],
    [deferred, "multipart/mixed", ["Origin", "accept", "accept-encoding"]],
    ["/", "*/*", ["Origin", "accept-encoding"]],
    ["/schema.graphql", "*/*", ["Origin", "accept-encoding"]],
  ])("names the origin besides what %s depends on (%s)", async (path, accept, expected) => {
    const { status, headers } = await request(fixture.gateway.url + path, { headers: { origin, accept } });
    expect([status, headers.get("access-control-allow-origin"), headers.get("vary")?.split(", ")]).toEqual([
      200,
      origin,
      expected,
    ]);
  });
});
