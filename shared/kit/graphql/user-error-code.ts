import { registerEnumType } from "type-graphql";
import { type UserErrorCode as Code, errorRegistry } from "../../base/errors/registry";

export type UserErrorCode = Code;

const entries = Object.entries(errorRegistry).filter(([, error]) => "isOfInput" in error);

/** The codes of `errorRegistry` that problems of a mutation's input may have. */
// The registry is the one list of them: the type and the values come from it alike.
export const UserErrorCode = Object.fromEntries(entries.map(([code]) => [code, code])) as {
  readonly [Each in Code]: Each;
};

registerEnumType(UserErrorCode, {
  name: "UserErrorCode",
  description: "What is wrong with a mutation's input.",
  valuesConfig: Object.fromEntries(entries.map(([code, { meaning }]) => [code, { description: meaning }])),
});
