import { GraphError } from "../../shared/base/errors/graph-error";
import type { GatewayContext } from "../request/context";
import type { SavedContent, SchemaProblem } from "../saved-queries/saved-query";
import type { Language, TableAnswer } from "../tables/table";
import type { TableReader } from "../tables/table-reader";
import type { JsonObject } from "../values/json";

/** How a saved query is run this time. */
export interface SavedRun {
  /** Of its parameters. */
  values: JsonObject;
  /** Of the answer; absent: the one that was saved. */
  list: string | undefined;
  language: Language;
  limit: number | undefined;
  /** What the schema has changed of it. */
  problems: readonly SchemaProblem[];
}

export type RunSaved = (
  content: SavedContent,
  run: SavedRun,
  context: GatewayContext,
  signal: AbortSignal,
) => Promise<TableAnswer>;

/** Runs saved queries. */
export function createRunSaved(reader: TableReader): RunSaved {
  return async (content, { values, list, language, limit, problems }, context, signal) => {
    if (content.kind === "sql")
      throw new GraphError("NOT_CONFIGURED", "Expected a query in GraphQL; this gateway runs no SQL.");
    const { query, operationName } = content;
    const request = { query, operationName, variables: values, list: list ?? content.list, language, limit };
    return withRemarks(await reader.read(request, context, signal), problems);
  };
}

/** A table that is not what it was when it was saved says so. */
function withRemarks(answer: TableAnswer, problems: readonly SchemaProblem[]): TableAnswer {
  if (problems.length === 0) return answer;
  const told = problems.map(({ message }) => `Since this query was saved: ${message}`);
  const notes = () => {
    const own = answer.notes();
    return { ...own, remarks: [...told, ...own.remarks] };
  };
  return { ...answer, notes };
}
