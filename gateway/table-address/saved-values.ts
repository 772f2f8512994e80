import type { GraphQLSchema } from "graphql";
import { badInput } from "../../shared/base/errors/graph-error";
import { quote } from "../../shared/base/errors/quote";
import type { AddressValues } from "../query-shares/query-share";
import type { SavedParameter, SavedQuery } from "../saved-queries/saved-query";
import type { JsonObject } from "../values/json";
import { readAddressValues, sqlTypes, variableTypes } from "./read-address-values";

/** The values of a saved query's parameters: those of its own, and over them those of an address. */
export function savedValues(
  { content, parameters }: Pick<SavedQuery, "content" | "parameters">,
  address: AddressValues,
  schema: GraphQLSchema,
): JsonObject {
  const typeOf = content.kind === "query" ? variableTypes(schema) : sqlTypes;
  const given = readAddressValues(address, parameters, typeOf);
  return {
    ...defaultsOf(content.kind === "query" ? content.variables : undefined, parameters, content.kind),
    ...given,
  };
}

/** Throws BAD_USER_INPUT for what an address that is shared could not set. Others may be missing still. */
export function checkFixedValues(
  { content, parameters }: Pick<SavedQuery, "content" | "parameters">,
  fixed: AddressValues,
  schema: GraphQLSchema,
): void {
  const typeOf = content.kind === "query" ? variableTypes(schema) : sqlTypes;
  readAddressValues(fixed, parameters, (parameter) => ({ ...typeOf(parameter), isRequired: false }));
}

/** With the values that a share fixes: whoever has its address sets the others alone. */
export function withFixed(address: AddressValues, fixed: AddressValues): AddressValues {
  const taken = Object.keys(fixed).find((name) => Object.hasOwn(address, name));
  if (taken === undefined) return { ...address, ...fixed };
  throw badInput(`Expected no parameter ${quote(taken)}: what was shared has a value of its own for it.`);
}

/** A query's text has its own defaults; SQL has those that were declared. */
function defaultsOf(
  variables: JsonObject | undefined,
  parameters: readonly SavedParameter[],
  kind: "query" | "sql",
): JsonObject {
  if (kind === "query") return variables ?? {};
  const declared = parameters.filter((parameter) => parameter.default !== undefined);
  return Object.fromEntries(declared.map((parameter) => [parameter.name, parameter.default]));
}
