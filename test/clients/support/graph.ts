import { readFileSync } from "node:fs";

/* The running graph that run.ts has started, and what is asked of it. */

/** A variable that run.ts gives. */
function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`Expected ${name}; the suite is run by npm run clients.`);
  return value;
}

/** Of the whole graph. */
export const url = given("GRAPH_URL");
/** Of a gateway to the same graph that cannot reach the procedures sector. */
export const urlWithoutProcedures = given("GRAPH_URL_WITHOUT_PROCEDURES");
/** Of an editor who may change `task`. */
export const token = given("GRAPH_TOKEN");
/** Id of a task that is in progress. */
export const task = given("GRAPH_TASK");

/** The five widgets, with the variables that they are asked with. */
export const widgets = {
  ward: { id: "AdministrativeUnit:00004" },
  overdue: { first: 5 },
  "dossiers-by-month": { from: "2025-09-01" },
  "published-and-computed": { first: 100 },
  board: {},
} as const;

export type WidgetName = keyof typeof widgets;
export const widgetNames: WidgetName[] = [
  "ward",
  "overdue",
  "dossiers-by-month",
  "published-and-computed",
  "board",
];
/** Texts of `widgets/`, by file. */
export type OperationName = WidgetName | "report-progress" | "task";

export interface PlainAnswer {
  data: unknown;
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string } }[];
}

export function textOf(name: OperationName): string {
  return readFileSync(new URL(`../widgets/${name}.graphql`, import.meta.url), "utf8");
}

/** An answer as it comes by HTTP, without any client. */
export async function plainAnswer(
  name: OperationName,
  variables: object,
  options: { url?: string; token?: string } = {},
): Promise<PlainAnswer> {
  const response = await fetch(options.url ?? url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
    },
    body: JSON.stringify({ query: textOf(name), variables }),
  });
  return (await response.json()) as PlainAnswer;
}

/** Without `__typename`, which some clients add to what they ask for. */
export function withoutTypenames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTypenames);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([name]) => name !== "__typename");
  return Object.fromEntries(fields.map(([name, each]) => [name, withoutTypenames(each)]));
}
