import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { execute, parse } from "graphql";
import { subgraphSdls, units } from "./graph";

/*
 * The four subgraphs in one process. Each request is answered rightly once, and from then on with what was recorded:
 * what is measured is the gateway. Told to vary, they answer with one variant of it after the other.
 */
let varies = false;

async function main(): Promise<void> {
  const urls: Record<string, string> = {};
  for (const [name, sdl] of subgraphSdls) urls[name] = await serve(sdl);
  process.send?.(urls);
}

async function serve(sdl: string): Promise<string> {
  const unitOf = ({ code }: { code: string }) => units.find((unit) => unit.code === code) ?? null;
  const schema = buildSubgraphSchema([
    {
      typeDefs: parse(sdl),
      resolvers: {
        ...(sdl.includes("type Query") && {
          Query: { units: () => units, unit: (_: unknown, { code }: { code: string }) => unitOf({ code }) },
        }),
        Unit: { __resolveReference: unitOf },
      },
    },
  ]);
  const recorded = new Map<string, Recorded>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const body = Buffer.concat(chunks).toString();
      let known = recorded.get(body);
      if (!known) {
        const { query, variables } = JSON.parse(body);
        const result = await execute({ schema, document: parse(query), variableValues: variables });
        known = { variants: variantsOf(JSON.stringify(result)), served: 0 };
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

interface Recorded {
  /** The recorded text first. */
  variants: readonly Buffer[];
  served: number;
}

const variants = 64;

/** Texts that differ from each other in one number, the first; a text without one stays as it is. */
function variantsOf(text: string): Buffer[] {
  return Array.from({ length: variants }, (_, variant) =>
    Buffer.from(text.replace(/(?<=":)\d+(?=[,}])/, (number) => String(Number(number) + variant))),
  );
}

function nextOf(recorded: Recorded): Buffer {
  if (varies) recorded.served++;
  const answer = recorded.variants[varies ? recorded.served % variants : 0];
  if (!answer) throw new Error("Expected a recorded answer.");
  return answer;
}

process.on("message", (message: unknown) => {
  varies = message === "vary";
  process.send?.(message);
});
// The bench has ended, or was killed.
process.once("disconnect", () => process.exit());
void main();
