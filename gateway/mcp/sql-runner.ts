import type { GatewayContext } from "../request/context";
import type { Language, TableAnswer, TableRequest } from "../tables/table";
import type { JsonObject } from "../values/json";

/** SQL over tables, each of a query. */
export interface SqlRequest {
  tables: Record<string, TableRequest>;
  sql: string;
  parameters?: JsonObject | undefined;
  language?: Language | undefined;
}

export interface SqlRunner {
  run(request: SqlRequest, context: GatewayContext, signal: AbortSignal): Promise<TableAnswer>;
}
