import "../config/environment";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildSchema, parse, validate } from "graphql";
import { errorRegistry } from "../../shared/base/errors/registry";
import { fromRoot } from "../../shared/base/project/project-root";
import { type GatewayFixture, startFixture } from "../../test/support/gateway/gateway-fixture";
import { request } from "../../test/support/gateway/gateway-request";
import { builtFolder } from "./built-pages";
import { readOpeningQueries } from "./opening-queries";
import { pages } from "./page-list";

let fixture: GatewayFixture;
let url: string;
beforeAll(async () => {
  fixture = await startFixture();
  url = fixture.gateway.url;
});
afterAll(() => fixture.stop());

/** Most that the first view of a page may load as scripts, compressed. */
const firstViewBytes = 250_000;

describe.each(pages)("the page at $path", ({ path }) => {
  it("loads nothing from elsewhere, and runs no script that stands in it", async () => {
    const { status, headers, body } = await request(`${url}${path}`);
    expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    const targets = [...String(body).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, target]) => target);
    expect(targets.filter((target) => !target?.startsWith("/"))).toEqual([]);
    expect(String(body)).not.toMatch(/<script(?![^>]* src=)/);
  });

  it("has scripts that a browser keeps, compressed, within the budget of a first view", async () => {
    const { body } = await request(`${url}${path}`);
    const scripts = [...String(body).matchAll(/(?:src|href)="(\/pages\/assets\/[^"]+\.js)"/g)].map(
      ([, target]) => target ?? "",
    );
    expect(scripts).not.toEqual([]);
    let bytes = 0;
    for (const script of scripts) {
      const { status, headers } = await request(`${url}${script}`, { headers: { "accept-encoding": "br" } });
      expect([status, headers.get("content-encoding"), headers.get("cache-control")]).toEqual([
        ...[200, "br", "public, max-age=31536000, immutable"],
      ]);
      bytes += gzipSync(readFileSync(join(builtFolder, script.replace("/pages/", "")))).length;
    }
    expect(bytes).toBeLessThan(firstViewBytes);
  });

  it("is asked for again each time, and not sent twice", async () => {
    const first = await request(`${url}${path}`);
    expect(first.headers.get("cache-control")).toBe("no-cache");
    const etag = String(first.headers.get("etag"));
    const again = await request(`${url}${path}`, { headers: { "if-none-match": etag } });
    expect([again.status, again.body]).toEqual([304, ""]);
  });
});

it.each(["/pages/assets/explorer-none.js", "/pages/..%2f..%2f..%2fpackage.json", "/pages/"])(
  "has nothing at %s",
  async (path) => {
    const { status, body } = await request(`${url}${path}`);
    expect([status, body]).toMatchObject([404, { errors: [{ extensions: { code: "NOT_FOUND" } }] }]);
  },
);

describe("the opening queries", () => {
  const schema = buildSchema(readFileSync(fromRoot("gateway", "schema.graphql"), "utf8"));
  const queries = readOpeningQueries();
  const texts = queries.flatMap((each) =>
    each.kind === "query"
      ? [[each.file, each.query] as const]
      : Object.entries(each.tables).map(([name, { query }]) => [`${each.file}: ${name}`, query] as const),
  );

  it.each(texts)("%s fits the schema", (_, query) => {
    expect(validate(schema, parse(query))).toEqual([]);
  });

  it("are of a sector or of the whole city, with titles in both languages", () => {
    const sectors = new Set(queries.map(({ sector }) => sector.name));
    expect([...sectors]).toEqual(["city", "tasks", "procedures", "innovation", "infrastructure"]);
    expect(queries.map(({ title }) => title.vi).filter((title) => !/[À-ỹ]/.test(title))).toEqual([]);
    expect(queries.length).toBeGreaterThanOrEqual(6);
  });
});

it("have the styles of each of Mantine's components that a script shows", () => {
  const assets = readdirSync(join(builtFolder, "assets"));
  const classesIn = (texts: string[]) =>
    new Set(texts.flatMap((text) => text.match(/\bm_[0-9a-f]{6,8}\b/g) ?? []));
  const built = (extension: string) =>
    classesIn(
      assets
        .filter((file) => file.endsWith(extension))
        .map((file) => readFileSync(join(builtFolder, "assets", file), "utf8")),
    );
  const [shown, styled] = [built(".js"), built(".css")];
  const known = classesIn([readFileSync(require.resolve("@mantine/core/styles.css"), "utf8")]);
  expect(shown.size).toBeGreaterThan(50);
  expect([...shown].filter((name) => known.has(name) && !styled.has(name))).toEqual([]);
});

describe("texts of the pages", () => {
  const folder = fromRoot("gateway", "pages", "browser", "i18n");
  const names = readdirSync(folder).flatMap((file) => /^(.+)\.vi\.ts$/.exec(file)?.[1] ?? []);
  const placeholders = (file: string) =>
    Map.groupBy(
      [...readFileSync(join(folder, file), "utf8").matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name),
      (name) => name,
    );

  it.each(names)("%s have the same gaps to fill in both languages", (name) => {
    const counts = (language: string) =>
      [...placeholders(`${name}.${language}.ts`)].map(([gap, all]) => [gap, all.length]).toSorted();
    expect(counts("vi")).toEqual(counts("en"));
  });

  it("tell what each code of the registry means", () => {
    const codes = readFileSync(join(folder, "codes.vi.ts"), "utf8").matchAll(/^ {2}([A-Z_]+):/gm);
    expect([...codes].map(([, code]) => code).toSorted()).toEqual(Object.keys(errorRegistry).toSorted());
  });
});
