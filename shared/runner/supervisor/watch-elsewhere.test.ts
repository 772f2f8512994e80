import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { SubgraphElsewhere } from "../../base/project/subgraph-list";
import { type ElsewhereWatch, elsewhereAt, watchElsewhere } from "./watch-elsewhere";

let status = 200;
let server: Server;
let watch: ElsewhereWatch | undefined;
const asked: string[] = [];
beforeEach(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers["x-graph-internal-token"]}`);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  watch?.stop();
  server.closeAllConnections();
  server.close();
});

const contact = { owner: "SVHTT", contact: "graph@heritage.example", schema: "file" } as const;
const heritage = (health: string | null = "/health/ready"): SubgraphElsewhere => ({
  ...{ name: "heritage", ...contact, health },
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
});

/** What is said, as it comes. */
function watched(subgraphs: SubgraphElsewhere[]) {
  const said: string[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const say = (line: string) => {
    said.push(line);
    for (const { count, resolve } of waiting) if (said.length >= count) resolve();
  };
  watch = watchElsewhere({ subgraphs, display: { say }, intervalMs: 5, timeoutMs: 1_000 });
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      waiting.push({ count, resolve });
      if (said.length >= count) resolve();
    });
  return { said, until };
}

it("tells each change once, with whom to call, and asks without a token", async () => {
  const { said, until } = watched([heritage()]);
  await until(1);
  status = 503;
  await until(2);
  status = 200;
  await until(3);
  expect(said).toEqual([
    "heritage, which runs elsewhere, is ready.",
    "heritage, which runs elsewhere, is not ready (status 503): SVHTT, graph@heritage.example.",
    "heritage, which runs elsewhere, is ready again.",
  ]);
  expect([...(watch?.states() ?? [])]).toEqual([["heritage", true]]);
  expect(new Set(asked)).toEqual(new Set(["/health/ready undefined"]));
});

it("says why one is not there, and asks none that tells no health", async () => {
  const gone = { ...heritage(), name: "gone", url: "http://127.0.0.1:1/graphql" };
  const { said, until } = watched([{ ...heritage(null), name: "silent" }, gone]);
  await until(1);
  expect(said[0]).toMatch(
    /^gone, which runs elsewhere, is not ready \(.+\): SVHTT, graph@heritage.example.$/,
  );
  expect([...(watch?.states().keys() ?? [])]).toEqual(["gone"]);
});

it("goes by the operator's word of where they are", () => {
  const environment = { HERITAGE_URL: "http://10.0.0.5/graphql, http://10.0.0.6/graphql" };
  expect(elsewhereAt([heritage()], environment).map(({ url }) => url)).toEqual(["http://10.0.0.5/graphql"]);
  expect(elsewhereAt([heritage()], {})).toEqual([heritage()]);
});
