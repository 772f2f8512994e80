import { requestJson } from "./request-api";

export interface ListedSubgraph {
  name: string;
  /** Null where no schema was published: it comes from the committed files. */
  version: number | null;
  owner: string | null;
  contact: string | null;
  versions: { version: number; publishedBy: string; publishedAt: string; accepted: string[] }[];
}

/** The answer of `GET /schemas.json`. */
export interface SchemaList {
  /** Whether the gateway has a database, in which schemas and uses are kept. */
  isKept: boolean;
  graph: { number: number; madeBy: string; madeAt: string } | null;
  readers: { process: string; number: number | null; refused: string | null }[];
  subgraphs: ListedSubgraph[];
  days: number;
  recordedSince: string | null;
  deprecated: {
    coordinate: string;
    reason: string;
    subgraphs: string[];
    uses: {
      client: string;
      clientVersion: string;
      operation: string | null;
      count: number;
      lastAt: string;
    }[];
  }[];
  checks: {
    id: string;
    subgraph: string;
    verdict: "passed" | "refused" | "not_composed";
    summary: string;
    checkedBy: string;
    checkedAt: string;
  }[];
}

/** Subgraphs, what is deprecated of them and who uses it, recent checks. */
export function listSchemas(signal: AbortSignal): Promise<SchemaList> {
  return requestJson<SchemaList>("/schemas.json", { signal });
}
