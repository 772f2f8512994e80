import { once } from "node:events";
import { get } from "node:http";
import type { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { createLogger } from "../../../../shared/base/log/logger";
import { createHttpApp } from "../../../../shared/http/server/http-app";
import { registerRoutes, type SubgraphRoute } from "../../../../shared/kit/subgraph/subgraph-route";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../../subgraph";
import { answerCatalogue } from "./answer-catalogue";
import { cataloguePaths } from "./catalogue-paths";

let subgraph: TestSubgraph;
let app: FastifyInstance;
let url: string;
let ended: Promise<void>;

beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
  await subgraph.dataSource.query(`
    INSERT INTO dataset (title, description, publisher_code, theme, frequency, modified_at, license, access_level, origin)
    SELECT 'Trang ' || n, repeat('mô tả ', 200), 'SXD', 'TRAN', 'DAILY', '2025-11-01', 'CC-BY-4.0', 'OPEN', 'REPORTED'
    FROM generate_series(1, 5000) n`);
  app = createHttpApp({ log: createLogger("test", "silent") });
  const answer: SubgraphRoute["answer"] = async (request, context) => {
    const catalogue = await answerCatalogue(request, context);
    if (catalogue.body === undefined) return catalogue;
    const { pieces, end } = watched(catalogue.body);
    ended = end;
    return { ...catalogue, body: pieces };
  };
  const routes = [{ path: cataloguePaths.jsonLd, timeoutMs: 60_000, cost: 1, answer }];
  registerRoutes(app, routes, "https://graph.example.vn", () => subgraph.context());
  url = `${await app.listen({ host: "127.0.0.1", port: 0 })}${cataloguePaths.jsonLd}`;
});

afterAll(async () => {
  await app.close();
  await subgraph.close();
});

/** The pieces as they come, and a promise of their end, however it comes. */
function watched(body: AsyncIterable<string>) {
  let finish = () => undefined as undefined;
  const end = new Promise<void>((resolve) => {
    finish = () => void resolve();
  });
  async function* watch() {
    try {
      yield* body;
    } finally {
      finish();
    }
  }
  return { pieces: watch(), end };
}

describe("the catalogue over HTTP", () => {
  it("is sent in pieces, and not again to who has it", async () => {
    const whole = await fetch(url);
    const text = await whole.text();
    expect({
      status: whole.status,
      type: whole.headers.get("content-type"),
      // No length is known before the end: it is streamed.
      length: whole.headers.get("content-length"),
      datasets: (JSON.parse(text) as { "dcat:dataset": object[] })["dcat:dataset"].length > 5_000,
    }).toEqual({ status: 200, type: "application/ld+json", length: null, datasets: true });
    const again = await fetch(url, { headers: { "if-none-match": whole.headers.get("etag") ?? "" } });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([
      304,
      "",
      whole.headers.get("etag"),
    ]);
  });

  it("ends when its reader leaves, and holds no connection of the database meanwhile", async () => {
    const request = get(url, { agent: false });
    const [response] = (await once(request, "response")) as [Readable];
    await once(response, "data");
    response.pause();
    // Others go on while a reader dawdles, on a pool of four.
    const others = Array.from({ length: 8 }, () =>
      subgraph.execute("{ datasetStats { totals { datasets } } }"),
    );
    for (const { errors } of await Promise.all(others)) expect(errors).toEqual([]);
    request.destroy();
    await ended;
  });
});
