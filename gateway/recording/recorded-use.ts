import type { DescribedOperation } from "./describe-operation";

/** Stands for clients and operations that are more than are told apart. */
export const otherUses = "other";

/** How often one client has asked for one operation on one day of Hanoi. */
export interface RecordedUse {
  /** `YYYY-MM-DD`. */
  day: string;
  /** Hash of the operation; `other` for those that are not told apart. */
  operation: string;
  /** As it calls itself; empty where it does not. */
  client: string;
  clientVersion: string;
  count: number;
  /** In milliseconds since 1970. */
  lastAt: number;
  /** What values of its variables have used of the schema, and of operations that are not told apart all that they use. */
  elements: readonly string[];
}

/** What is put down at a time. */
export interface UseBatch {
  operations: readonly DescribedOperation[];
  uses: readonly RecordedUse[];
}
