import "../config/environment";
import { readFile } from "node:fs/promises";
import { ApolloGateway } from "@apollo/gateway";
import { parse, validate } from "graphql";
import { type GatewayFixture, startFixture } from "../../test/support/gateway/gateway-fixture";
import { request } from "../../test/support/gateway/gateway-request";
import { supergraphFile } from "../compose";
import { readOpeningQueries } from "./opening-queries";

let fixture: GatewayFixture;
let url: string;
beforeAll(async () => {
  fixture = await startFixture();
  url = fixture.gateway.url;
});
afterAll(() => fixture.stop());

describe("the explorer", () => {
  const paths = ["page.css", "workers.js", "start.js", "queries.json", "graphiql.js", "graphiql.css"];

  it("is a page that loads nothing from elsewhere", async () => {
    const { status, headers, body } = await request(`${url}/`);
    expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    const loaded = [...String(body).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, target]) => target);
    expect(loaded.filter((target) => !target?.startsWith("data:"))).toEqual([
      "/explorer/graphiql.css",
      "/explorer/page.css",
      "/explorer/workers.js",
      "/explorer/graphiql.js",
      "/explorer/start.js",
    ]);
  });

  it.each(paths)("has its file %s, compressed, and not sent twice", async (path) => {
    const first = await request(`${url}/explorer/${path}`, { headers: { "accept-encoding": "br" } });
    expect([first.status, first.headers.get("content-encoding")]).toEqual([200, "br"]);
    const etag = String(first.headers.get("etag"));
    const again = await request(`${url}/explorer/${path}`, { headers: { "if-none-match": etag } });
    expect([again.status, again.body]).toEqual([304, ""]);
  });

  it("opens with queries that the graph answers", async () => {
    const schema = await apiSchemaOf(await readFile(supergraphFile, "utf8"));
    const problems = readOpeningQueries().map(({ file, query }) => [file, validate(schema, parse(query))]);
    expect(problems.map(([, errors]) => errors)).toEqual(problems.map(() => []));
    expect(problems.length).toBeGreaterThanOrEqual(5);
  });
});

async function apiSchemaOf(supergraphSdl: string) {
  const gateway = new ApolloGateway({ supergraphSdl });
  const { schema } = await gateway.load();
  await gateway.stop();
  return schema;
}
