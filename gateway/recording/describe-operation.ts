import { createHash } from "node:crypto";
import type { GraphQLSchema } from "graphql";
import type { OperationSource, ReadyOperation } from "../pipeline/ready-operation";
import { operationSignature } from "./operation-signature";
import { usedElements } from "./used-elements";

/** An operation as it is recorded: without anything that a client has filled in. */
export interface DescribedOperation {
  /** SHA-256 of its signature, in hex. */
  hash: string;
  /** As its client calls it; null where it does not. */
  name: string | null;
  kind: "query" | "mutation" | "subscription";
  /** Its signature, cut to what somebody would read of it. */
  signature: string;
  /** What its text uses of the schema, by coordinate. */
  elements: readonly string[];
}

const longestSignature = 2_000;
const longestName = 100;

/** What is recorded of an operation that fits the schema. Takes as long as reading its text does. */
export function describeOperation(schema: GraphQLSchema, source: OperationSource): DescribedOperation {
  const { name, operation } = source.definition;
  const signature = operationSignature(source);
  return {
    hash: createHash("sha256").update(signature).digest("hex"),
    name: name?.value.slice(0, longestName) ?? null,
    kind: operation,
    signature: signature.slice(0, longestSignature),
    elements: [...usedElements(schema, source)].toSorted(),
  };
}

/** What of an operation is needed to describe it: its text, and not all that was compiled of it. */
export type Describable = Pick<ReadyOperation, "source">;

const described = new WeakMap<Describable, DescribedOperation>();

/** The same of an operation that is run again and again, described once. */
export function describeReady(schema: GraphQLSchema, operation: Describable): DescribedOperation {
  const known = described.get(operation);
  if (known) return known;
  const made = describeOperation(schema, operation.source());
  described.set(operation, made);
  return made;
}
