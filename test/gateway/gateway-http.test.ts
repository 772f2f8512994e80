import "../../gateway/config/environment";
import { createHash } from "node:crypto";
import { request as httpRequest } from "node:http";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { serverAudits } from "graphql-http";
import { type GatewayFixture, startFixture } from "../support/gateway/gateway-fixture";
import { postQuery, request } from "../support/gateway/gateway-request";
import { itWithOwnExecutor } from "../support/gateway/own-executor";

let fixture: GatewayFixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

describe("the audit of GraphQL over HTTP", () => {
  const audits = serverAudits({ url: () => `${fixture.gateway.url}/graphql`, fetchFn: fetch });

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
    request(`${fixture.gateway.url}/graphql?query=${encodeURIComponent(query)}`, { headers });
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

  const urql =
    "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed";
  const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
  it.each([
    ["urql", urql, "application/graphql-response+json"],
    ["a browser", browser, "application/json"],
    ["curl, DuckDB and Python's requests", "*/*", "application/json"],
    [
      "Relay",
      "application/graphql-response+json; charset=utf-8, application/json; charset=utf-8",
      "application/graphql-response+json",
    ],
    [
      "graphql-request",
      "application/graphql-response+json; charset=UTF-8",
      "application/graphql-response+json",
    ],
    ["a careful client", 'application/json ;charset="utf-8"', "application/json"],
    [
      "Apollo Client",
      "application/graphql-response+json,application/json;q=0.9",
      "application/graphql-response+json",
    ],
  ])("needs no more than an Accept that allows JSON, as that of %s", async (_client, accept, type) => {
    const { status, headers, body } = await ask(query, { accept });
    expect([status, headers.get("content-type"), body]).toEqual([
      200,
      `${type}; charset=utf-8`,
      { data: { units: [{ code: "00004" }, { code: "00008" }] } },
    ]);
  });

  itWithOwnExecutor.each(["text/html", "application/json; charset=utf-16", "image/png"])(
    "is refused when the client takes nothing of ours: %s",
    async (accept) => {
      expect(await ask(query, { accept })).toMatchObject({
        status: 406,
        body: { errors: [{ extensions: { code: "NOT_ACCEPTABLE" } }] },
      });
    },
  );

  itWithOwnExecutor("of an image or a script on some page, which nobody could read, is refused", async () => {
    const before = fixture.units.requests.length;
    const message = "Expected a GET whose answer can be read, got one with Sec-Fetch-Mode: no-cors.";
    expect(await rawGet(query, { "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" })).toEqual({
      status: 400,
      body: { errors: [{ message, extensions: { code: "BAD_REQUEST" } }] },
    });
    expect(fixture.units.requests.length).toBe(before);
  });

  itWithOwnExecutor("of a mutation is refused, whatever headers come with it", async () => {
    const sent: Record<string, string>[] = [
      {},
      { "apollo-require-preflight": "1" },
      { "sec-fetch-mode": "navigate" },
    ];
    for (const headers of sent) {
      const answer = await rawGet("mutation { closeTask }", headers);
      expect(answer).toMatchObject({
        status: 405,
        body: { errors: [{ extensions: { code: "METHOD_NOT_ALLOWED" } }] },
      });
    }
    expect(fixture.tasks.requests).toEqual([]);
  });

  /** `fetch` would say itself in which mode it asks. */
  function rawGet(text: string, headers: Record<string, string>) {
    const url = `${fixture.gateway.url}/graphql?query=${encodeURIComponent(text)}`;
    return new Promise<{ status: number; body: unknown }>((resolve, reject) => {
      httpRequest(url, { headers }, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) });
      })
        .on("error", reject)
        .end();
    });
  }

  it("that is refused has no tag", async () => {
    const { status, headers } = await ask("{ nothing }");
    expect([status, headers.get("etag")]).toEqual([400, null]);
  });
});

describe("compression", () => {
  const unpack = {
    br: brotliDecompressSync,
    gzip: gunzipSync,
    zstd: zstdDecompressSync,
    none: (packed: Buffer) => packed,
  };
  const query = "{ note(length: 2000) }";
  const whole = { data: { note: "x".repeat(2000) } };

  it.each([
    ["br", "br"],
    ["gzip", "gzip"],
    ["zstd", "zstd"],
    ["gzip, br;q=0", "gzip"],
    ["gzip, deflate, br, zstd", "br"],
    ["zstd, br", "br"],
    ["zstd, br;q=0.5", "zstd"],
    ["gzip, zstd", "zstd"],
    ["compress", "none"],
    ["identity", "none"],
  ] as const)("is what the client offers: %s", async (offered, expected) => {
    const { encoding, vary, body } = await raw(query, offered);
    expect([encoding, vary]).toEqual([expected, expect.stringContaining("accept-encoding")]);
    expect(JSON.parse(unpack[expected](body).toString())).toEqual(whole);
  });

  it("is not for answers under 1 kB", async () => {
    const { encoding, body } = await raw("{ note(length: 20) }", "zstd, br, gzip");
    expect([encoding, JSON.parse(body.toString())]).toEqual(["none", { data: { note: "x".repeat(20) } }]);
  });

  it.each(["br", "gzip", "zstd", "identity"])("leaves 304 without a body: %s", async (offered) => {
    const { etag } = await raw(query, offered);
    const { status, body } = await raw(query, offered, etag);
    expect([status, body.length]).toEqual([304, 0]);
  });

  /** The bytes as they travel: `fetch` would unpack them. */
  function raw(text: string, offered: string, etag?: string) {
    const url = `${fixture.gateway.url}/graphql?query=${encodeURIComponent(text)}`;
    const headers = {
      "accept-encoding": offered,
      ...(etag && { "if-none-match": etag }),
    };
    return new Promise<{ status: number; encoding: string; vary: string; etag: string; body: Buffer }>(
      (resolve, reject) => {
        httpRequest(url, { headers }, async (response) => {
          const chunks: Buffer[] = [];
          for await (const chunk of response) chunks.push(chunk);
          resolve({
            status: response.statusCode ?? 0,
            encoding: response.headers["content-encoding"] ?? "none",
            vary: response.headers.vary ?? "",
            etag: response.headers.etag ?? "",
            body: Buffer.concat(chunks),
          });
        })
          .on("error", reject)
          .end();
      },
    );
  }
});

describe("a persisted query", () => {
  const unknown = (query: string) => {
    const sha256Hash = createHash("sha256").update(query).digest("hex");
    return { persistedQuery: { version: 1, sha256Hash } };
  };
  const post = (body: object) =>
    request(`${fixture.gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const get = (extensions: object) =>
    request(`${fixture.gateway.url}/graphql?extensions=${encodeURIComponent(JSON.stringify(extensions))}`);
  const data = { data: { units: [{ code: "00004" }, { code: "00008" }] } };

  it("is asked for by its hash, once it was sent with it", async () => {
    const query = "query Persisted { units { code } }";
    const extensions = unknown(query);
    const notFound = { errors: [{ extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }] };
    expect(await post({ extensions })).toMatchObject({ status: 200, body: notFound });
    expect(await get(extensions)).toMatchObject({ status: 200, body: notFound });
    expect(await post({ query, extensions })).toMatchObject({ status: 200, body: data });
    expect(await post({ extensions })).toMatchObject({ status: 200, body: data });
    const byGet = await get(extensions);
    expect(byGet).toMatchObject({ status: 200, body: data });
    const etag = byGet.headers.get("etag") ?? "";
    expect(etag).toMatch(/^W\//);
  });

  it("with a hash of another text is refused, and not kept", async () => {
    const extensions = unknown("query Other { units { name } }");
    expect(await post({ query: "{ units { code } }", extensions })).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: "BAD_REQUEST" } }] },
    });
    expect(await post({ extensions })).toMatchObject({
      status: 200,
      body: { errors: [{ extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }] },
    });
  });

  it("of another version is refused", async () => {
    const extensions = { persistedQuery: { version: 2, sha256Hash: "x" } };
    expect(await post({ extensions })).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: "BAD_REQUEST" } }] },
    });
  });
});

describe("a request", () => {
  it("takes over a harmless request id, and makes one for every other", async () => {
    const idOf = async (sent: string) =>
      (
        await postQuery(fixture.gateway.url, "{ __typename }", { headers: { "x-request-id": sent } })
      ).headers.get("x-request-id");
    const made = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(await idOf("dashboard-7.a_B")).toBe("dashboard-7.a_B");
    expect(await idOf("a b")).toEqual(made);
    expect(await idOf("x".repeat(129))).toEqual(made);
    expect((await request(`${fixture.gateway.url}/nowhere`)).headers.get("x-request-id")).toEqual(made);
  });

  it.each(["br", "gzip", "zstd"])("compresses answers from 1 kB on: %s", async (encoding) => {
    const headers = { "accept-encoding": encoding };
    const long = await postQuery(fixture.gateway.url, "{ note(length: 2000) }", { headers });
    expect(long.headers.get("content-encoding")).toBe(encoding);
    if (encoding !== "zstd") expect(long.body).toEqual({ data: { note: "x".repeat(2000) } });
    const short = await postQuery(fixture.gateway.url, "{ note(length: 20) }", { headers });
    expect(short.headers.get("content-encoding")).toBe(null);
  });

  it("lets pages of any origin ask, without credentials", async () => {
    const { status, headers } = await request(`${fixture.gateway.url}/graphql`, {
      method: "OPTIONS",
      headers: { origin: "https://page.test", "access-control-request-method": "POST" },
    });
    expect([
      status,
      headers.get("access-control-allow-origin"),
      headers.get("access-control-allow-credentials"),
    ]).toEqual([204, "*", null]);
    const allowed = headers.get("access-control-allow-headers")?.split(", ");
    expect(allowed).toEqual(
      expect.arrayContaining([
        ...["authorization", "content-type", "if-none-match", "x-graph-cost", "x-request-id"],
        ...["apollographql-client-name", "apollographql-client-version", "apollo-require-preflight"],
        ...["graphql-client-name", "graphql-client-version", "x-apollo-operation-name"],
      ]),
    );
  });
});
