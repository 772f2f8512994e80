import { type DocumentNode, type GraphQLSchema, parse } from "graphql";
import type { GraphError } from "../../shared/base/errors/graph-error";
import type { Role } from "../../shared/http/identity/viewer";
import { checkBudget } from "../cost/budgets";
import { checkSelections, type Limits } from "../cost/limits";
import { textCost } from "../cost/operation-cost";
import { isFastValid } from "./fast-validation";
import { parseDocument } from "./parse-document";
import { validateDocument } from "./validate-document";

export interface ReadOptions {
  schema: GraphQLSchema;
  /** Undefined: queries of any size. */
  limits: Limits | undefined;
  /** Of the viewer. */
  role: Role;
}

/** A text as a document, and what is wrong with it on the schema. */
export interface ReadText {
  document: DocumentNode;
  errors: readonly GraphError[];
}

/** Throws GraphError for a text that cannot be read, and for one that costs too much as it stands. */
export function readText(text: string, { schema, limits, role }: ReadOptions): ReadText {
  const document = readDocument(text, limits, role);
  if (isFastValid(schema, document)) return { document, errors: [] };
  const located = parse(text);
  return { document: located, errors: validateDocument(schema, located) };
}

/** The same, as far as it is done in little time whatever the text. */
export function readDocument(text: string, limits: Limits | undefined, role: Role): DocumentNode {
  const document = parseDocument(text, limits?.maxTokens);
  if (!limits) return document;
  const selections = checkSelections(document, limits);
  checkBudget(textCost(selections), limits.budgets, role);
  return document;
}
