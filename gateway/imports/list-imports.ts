import type { SubgraphTransport } from "../transport/subgraph-transport";

/** What a part of the graph takes in from files, as it says itself. */
export interface SectorImports {
  sector: string;
  imports: unknown[];
}

/** Asks all parts of the graph; those that take no files, or do not answer now, are left out. */
export async function listImports(
  transports: ReadonlyMap<string, Pick<SubgraphTransport, "get">>,
  path: string,
  headersOf: (subgraph: string) => Promise<Record<string, string>>,
): Promise<SectorImports[]> {
  const asked = [...transports].map(async ([sector, transport]): Promise<SectorImports[]> => {
    try {
      const { statusCode, body } = await transport.get(path, await headersOf(sector));
      const answer: unknown = await body.json();
      const imports: unknown =
        statusCode === 200 && answer !== null && typeof answer === "object"
          ? Reflect.get(answer, "imports")
          : undefined;
      return Array.isArray(imports) ? [{ sector, imports }] : [];
    } catch {
      // It is down, or no part that takes files: the others are listed all the same.
      return [];
    }
  });
  return (await Promise.all(asked)).flat().toSorted((a, b) => (a.sector < b.sector ? -1 : 1));
}
