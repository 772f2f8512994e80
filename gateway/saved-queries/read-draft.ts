import { z } from "zod";
import { badInput } from "../../shared/base/errors/graph-error";
import { quote } from "../../shared/base/errors/quote";
import { languages } from "../tables/table";
import {
  longestSavedName,
  type SavedContent,
  type SavedQueryDraft,
  savedName,
  sqlParameterTypes,
  visibilities,
} from "./saved-query";

/** What a body that saves a query holds; parameters of a query in GraphQL come from its variables. */
export interface ReadDraft extends SavedQueryDraft {
  /** The version that a change is based on. */
  version?: number | undefined;
}

/** Longest text of a query or SQL, in characters. */
export const longestText = 50_000;
/** Tables of one SQL. */
const mostTables = 20;

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    // PostgreSQL takes no NUL, and nobody reads the others.
    .regex(/^\P{Cc}*$/u);
const text = z
  .string()
  .min(1)
  .max(longestText)
  .refine((value) => !value.includes("\0"));
const object = z.record(z.string(), z.unknown());
const identifier = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;

const table = z.strictObject({
  query: text,
  operationName: line(200).optional(),
  variables: object.optional(),
  list: line(500).optional(),
});
const described = {
  name: z.string().max(longestSavedName).regex(savedName),
  title: line(200),
  language: z.enum(languages).optional(),
  visibility: z.enum(visibilities).default("own"),
  version: z.int().positive().optional(),
};
const shape = z.discriminatedUnion("kind", [
  z.strictObject({ ...described, ...table.shape, kind: z.literal("query") }),
  z.strictObject({
    ...described,
    kind: z.literal("sql"),
    tables: z
      .record(z.string().regex(identifier), table)
      .refine((tables) => Object.keys(tables).length >= 1 && Object.keys(tables).length <= mostTables),
    sql: text,
    parameters: z
      .array(
        z.strictObject({
          name: z.string().regex(identifier),
          type: z.enum(sqlParameterTypes),
          default: z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]).optional(),
        }),
      )
      .max(50)
      .default([]),
  }),
]);

/** What each field has to be, for whoever sent another. */
const expected: Record<string, string> = {
  name: `lower-case letters and digits with hyphens between, at most ${longestSavedName} characters, e.g. "long-loans"`,
  title: "a line of 1 to 200 characters",
  language: '"vi" or "en"',
  visibility: '"own" or "everyone"',
  version: "the version that was read, a whole number",
  kind: '"query" or "sql"',
  query: `a query in GraphQL of at most ${longestText.toLocaleString("en")} characters`,
  operationName: "the name of an operation of the query",
  variables: "an object",
  list: "the path of a list in the answer",
  tables: `1 to ${mostTables} queries by the names that the SQL calls them, {"NAME": {"query": "{ … }"}}`,
  sql: `SQL of at most ${longestText.toLocaleString("en")} characters`,
  parameters: `a list of {"name", "type", "default"} with types ${sqlParameterTypes.join(", ")}`,
};

/** Reads the body of a request that saves a query. Throws BAD_USER_INPUT for each field that does not fit. */
export function readDraft(body: unknown): ReadDraft {
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw badInput(problemsOf(parsed.error.issues, body).join(" "));
  const { name, title, language, visibility, version, ...rest } = parsed.data;
  const { content, parameters } = contentOf(rest);
  return { name, title, language, visibility, version, content, parameters };
}

function contentOf(
  rest: Omit<z.output<typeof shape>, "name" | "title" | "language" | "visibility" | "version">,
): Pick<ReadDraft, "content" | "parameters"> {
  const given = rest as z.output<typeof shape>;
  if (given.kind === "query") {
    const { kind, query, operationName, variables, list } = given;
    return { content: pruned({ kind, query, operationName, variables, list }), parameters: [] };
  }
  const { kind, tables, sql, parameters } = given;
  const names = parameters.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw badInput(`Expected each parameter once; ${quote(twice)} stands twice.`);
  return { content: { kind, tables, sql }, parameters };
}

/** Without what is not set: that is no part of what is hashed. */
function pruned<Content extends SavedContent>(content: Content): Content {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined)) as Content;
}

function problemsOf(issues: readonly z.core.$ZodIssue[], body: unknown): string[] {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return ['Expected an object such as {"name": "…", "title": "…", "kind": "query", "query": "{ … }"}.'];
  const sentences = issues.map((issue) => {
    if (issue.code === "unrecognized_keys")
      return `Expected no field ${issue.keys.map((key) => quote(key)).join(", ")}.`;
    const [field = "", ...inner] = issue.path.map(String);
    const where = inner.length > 0 ? ` (at ${[field, ...inner].join(".").slice(0, 100)})` : "";
    return `Expected ${field} to be ${expected[field] ?? "another value"}${where}.`;
  });
  return [...new Set(sentences)];
}
