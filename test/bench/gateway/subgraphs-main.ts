import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { execute, parse } from "graphql";
import { subgraphSdls, units } from "./graph";

/*
 * The four subgraphs in one process. Each request is answered rightly once, and from then on with the recorded text:
 * what is measured is the gateway.
 */
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
  const recorded = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const body = Buffer.concat(chunks).toString();
      let answer = recorded.get(body);
      if (!answer) {
        const { query, variables } = JSON.parse(body);
        const result = await execute({ schema, document: parse(query), variableValues: variables });
        answer = Buffer.from(JSON.stringify(result));
        recorded.set(body, answer);
      }
      response.writeHead(200, { "content-type": "application/json", "content-length": answer.length });
      response.end(answer);
    });
  });
  // A gateway that is stopped between its turns does not see a connection closed, and would send on it when it goes on.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

// The bench has ended, or was killed.
process.once("disconnect", () => process.exit());
void main();
