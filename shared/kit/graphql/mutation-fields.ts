import { Field, Int } from "type-graphql";
import { UserError } from "./user-error";

/** The field `idempotencyKey` of a mutation's input. */
export const IdempotencyKeyField = () =>
  Field(() => String, {
    nullable: true,
    description:
      "Any text of 1 to 200 characters that is new for each change. The same key again gives the same answer, once done.",
  });

/** The field `expectedVersion` of a mutation's input. */
export const ExpectedVersionField = () =>
  Field(() => Int, {
    description: "The `version` that the change was decided on; another one now is STALE_VERSION.",
  });

/** The field `version` of a row that is changed by such mutations. */
export const VersionField = () =>
  Field(() => Int, { description: "Raised by every change; send it back as expectedVersion." });

/** The field `userErrors` of what a mutation gives. */
export const UserErrorsField = () =>
  Field(() => [UserError], { description: "What the input got wrong; empty when the change was made." });
