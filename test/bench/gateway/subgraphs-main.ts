import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { stateHeader } from "../../../shared/base/changes/answer-state";
import { answerQuery, type BenchSubgraph } from "./answer-query";
import { type Answering, benchGraphs, type GraphName } from "./bench-graph";

/*
 * The subgraphs of a graph in one process. Each request is answered rightly once, and from then on with what was
 * recorded: what is measured is the gateway. Told to vary, they answer with one variant of it after the other.
 */
let answering: Answering = "repeat";
/** Counts the changes; a state is the count. */
let changes = 0;
const changeEveryMs = 1_000;

async function main(graph: GraphName): Promise<void> {
  const urls: Record<string, string> = {};
  for (const [name, subgraph] of Object.entries(benchGraphs[graph])) urls[name] = await serve(subgraph);
  process.send?.(urls);
}

async function serve(subgraph: BenchSubgraph): Promise<string> {
  const recorded = new Map<string, Recorded>();
  const server = createServer((request, response) => {
    if (request.url?.startsWith("/state")) return tellState(request.url, response);
    const asOf = request.headers[stateHeader];
    if (tellsStates() && typeof asOf === "string") response.setHeader(stateHeader, asOf);
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      let known = recorded.get(body);
      if (!known) {
        // A gateway may ask something else each time.
        if (recorded.size === maxRecorded) recorded.clear();
        known = record(subgraph, body);
        recorded.set(body, known);
      }
      const answer = nextOf(known);
      response.writeHead(200, { "content-type": "application/json", "content-length": answer.length });
      response.end(answer);
    });
  });
  // A gateway that is stopped between its turns does not see a connection closed, and would send on it when it goes on.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

const tellsStates = () => answering === "still" || answering === "changing";

function tellState(path: string, response: ServerResponse): void {
  if (!tellsStates()) return void response.writeHead(404).end();
  const since = new URL(path, "http://bench").searchParams.get("since");
  const isSame = since === String(changes);
  const body = JSON.stringify({ state: String(changes), isSame, ...(!isSame && { until: null }) });
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
}

const maxRecorded = 1_000;
const variants = 64;

interface Recorded {
  text: string;
  /** Made when they are first sent. */
  variants: Buffer[];
  served: number;
}

function record(subgraph: BenchSubgraph, body: string): Recorded {
  const { query, variables = {} } = JSON.parse(body);
  return { text: JSON.stringify(answerQuery(subgraph, query, variables)), variants: [], served: 0 };
}

/** Variants differ from each other in one number, the first; a text without one stays as it is. */
function nextOf(recorded: Recorded): Buffer {
  const varies = answering === "vary";
  if (varies) recorded.served++;
  const variant = (varies ? recorded.served : changes) % variants;
  const text = () =>
    recorded.text.replace(/(?<=":)\d+(?=[,}])/, (number) => String(Number(number) + variant));
  recorded.variants[variant] ??= Buffer.from(text());
  return recorded.variants[variant];
}

process.on("message", (message: Answering) => {
  answering = message;
  process.send?.(message);
});
setInterval(() => {
  if (answering === "changing") changes += 1;
}, changeEveryMs);
// The bench has ended, or was killed.
process.once("disconnect", () => process.exit());
void main(process.argv[2] as GraphName);
