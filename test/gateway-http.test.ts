import "../gateway/environment";
import { serverAudits } from "graphql-http";
import { type GatewayFixture, startFixture } from "./support/gateway-fixture";
import { request } from "./support/gateway-request";

let fixture: GatewayFixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

describe("the audit of GraphQL over HTTP", () => {
  /** The audit's GETs come without a header that browsers cannot send across sites; ours demands one. */
  const fetchFn = (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (init.method !== "POST") headers.set("apollo-require-preflight", "1");
    return fetch(url, { ...init, headers });
  };
  const audits = serverAudits({ url: () => `${fixture.gateway.url}/graphql`, fetchFn });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
    "%s %s",
    async (_id, _name, audit) => {
      const result = await audit.fn();
      expect({ status: result.status, ...("reason" in result && { reason: result.reason }) }).toEqual({
        status: "ok",
      });
    },
  );
});

describe("a GET", () => {
  const ask = (query: string, headers: Record<string, string> = {}) =>
    request(`${fixture.gateway.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { "apollo-require-preflight": "1", ...headers },
    });
  const query = "{ units { code } }";

  it("of what the client has already is answered with 304 and nothing else", async () => {
    const first = await ask(query);
    const etag = first.headers.get("etag") ?? "";
    expect([first.status, etag, first.headers.get("cache-control"), first.headers.get("vary")]).toEqual([
      200,
      expect.stringMatching(/^W\/"[\w-]{27}"$/),
      "private, no-cache",
      expect.stringContaining("authorization"),
    ]);
    for (const header of [etag, etag.slice(2), `"x", ${etag}`, "*"]) {
      const again = await ask(query, { "if-none-match": header });
      expect([again.status, again.body, again.headers.get("etag")]).toEqual([304, "", etag]);
    }
  });

  it("of what has changed is answered with it", async () => {
    const etag = (await ask(query)).headers.get("etag") ?? "";
    const other = await ask("{ units { name } }", { "if-none-match": etag });
    expect([other.status, other.headers.get("etag") === etag]).toEqual([200, false]);
  });

  it("has one tag in every encoding", async () => {
    const long = "{ note(length: 2000) }";
    const tags = await Promise.all(
      ["identity", "br", "gzip"].map(async (encoding) => {
        const { headers } = await ask(long, { "accept-encoding": encoding });
        return [headers.get("content-encoding"), headers.get("etag")];
      }),
    );
    const [[, tag]] = tags as [[unknown, string]];
    expect(tags).toEqual([
      [null, tag],
      ["br", tag],
      ["gzip", tag],
    ]);
  });

  it("that is refused has no tag", async () => {
    const { status, headers } = await ask("{ nothing }");
    expect([status, headers.get("etag")]).toEqual([400, null]);
  });
});
