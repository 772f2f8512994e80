import type { GraphQLSchema } from "graphql";
import type { CopiedFact } from "../../shared/base/project/gateway-declarations";
import type { GatewayDatabase } from "../database/gateway-database";
import { readOperation, sourceFields, writeOperation } from "../freshness/fact-operations";
import type { SavedContent } from "../saved-queries/saved-query";
import { listContents } from "../saved-queries/saved-query.queries";
import type { TrustedDocuments } from "../trusted/trusted-documents";
import type { NamedText, ReadKeptTexts } from "./kept-texts";

export interface ReadKeptTextsOptions {
  database: GatewayDatabase;
  trusted: Pick<TrustedDocuments, "entries">;
  /** Queries that ship with the project. */
  shipped: Iterable<{ name: string; content: SavedContent }>;
  facts: readonly CopiedFact[];
  schema: () => GraphQLSchema;
}

/** So many saved queries are compared; the newest. */
const mostSaved = 2_000;

/** What is asked for again and again without being recorded, or will be: a text that is kept has users who come back to it. */
export function createKeptTexts(options: ReadKeptTextsOptions): ReadKeptTexts {
  const { database, trusted, shipped, facts, schema } = options;
  return async () => {
    const saved = database.isConfigured()
      ? await database.use((statements) => listContents(statements, mostSaved))
      : [];
    return [
      ...trusted
        .entries()
        .map(({ client, text }): NamedText => ({ source: "trusted", name: client, query: text })),
      ...[...shipped, ...saved].flatMap(({ name, content }) => textsOf(name, content)),
      ...facts.flatMap((fact) => factTexts(fact, schema())),
    ];
  };
}

function textsOf(name: string, content: SavedContent): NamedText[] {
  const tables = content.kind === "query" ? [content] : Object.values(content.tables);
  return tables.map(({ query, operationName, variables }) => ({
    ...{ source: "saved", name, query, operationName, variables },
  }));
}

function factTexts(fact: CopiedFact, schema: GraphQLSchema): NamedText[] {
  const write = writeOperation(schema, fact);
  const reads = sourceFields(schema, fact).map((field) => readOperation(field, fact));
  return [...reads, ...(write === undefined ? [] : [write])].map((query) => ({
    ...{ source: "gateway", name: fact.name, query },
  }));
}
