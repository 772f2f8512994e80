import type { Subgraph } from "../../../shared/kit/subgraph/define-subgraph";

/** What a mutation records that its owner records, and what it refuses. */
export interface OwnerMutation {
  subgraph: Subgraph;
  /** Of the mutation; its input is called after it, and what it records is in the field. */
  name: string;
  field: string;
  /** What is recorded, and how it is read back. */
  input: Record<string, unknown>;
  fields: string;
  recorded: Record<string, unknown>;
  /** Changes of the input, and what it then reads. */
  changed: [Record<string, unknown>, Record<string, unknown>];
  /** Changes of the input that are wrong: code, field, words. */
  wrong: [Record<string, unknown>, string, string][];
  writer: string;
}
