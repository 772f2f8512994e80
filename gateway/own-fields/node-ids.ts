import { badInput } from "../../shared/base/errors/graph-error";
import { didYouMean, quote } from "../../shared/base/errors/quote";
import { foldText } from "../../shared/base/text/fold-text";
import { globalId, readGlobalId } from "../../shared/base/text/global-id";
import { nearestCode } from "../../shared/base/text/nearest-code";
import type { NodeType } from "./own-subgraph";

/** How many `nodes` takes at once. */
export const maxIds = 200;

/** An id of the right form and of a type that there is; whether there is such a thing its owner knows. */
export interface NodeId {
  type: NodeType;
  /** As the graph writes it. */
  id: string;
  /** As its owner takes it, e.g. `{ __typename, code }`. */
  representation: Stub;
  /** As all subgraphs have it: with its global id. */
  stub: Stub;
}

type Stub = Readonly<Record<string, string>>;

/** Throws BAD_USER_INPUT for a text that is no global id, and for one of a type that is no node. */
export function readNodeId(text: string, types: ReadonlyMap<string, NodeType>): NodeId {
  const read = readGlobalId(text);
  if (!read) throw badInput(`Expected the id of a node, as its field id gives it; got ${quote(text)}.`);
  const type = types.get(read.type);
  if (type) return nodeOf(type, read.key);
  const meant = nearestCode(read.type, new Map([...types.keys()].map((name) => [name, [foldText(name)]])));
  throw badInput(
    `Expected the id of a node; got ${quote(text)}, and ${read.type} is no type of nodes${didYouMean(meant)}.`,
  );
}

export function nodeOf(type: NodeType, key: string): NodeId {
  const { type: __typename } = type;
  const id = globalId(__typename, key);
  const representation = { __typename, [type.key]: type.key === "id" ? id : key };
  return { type, id, representation, stub: { ...representation, id } };
}

/** Throws BAD_USER_INPUT for none and for too many. */
export function checkIds(ids: readonly string[]): void {
  if (ids.length >= 1 && ids.length <= maxIds) return;
  throw badInput(`Expected 1 to ${maxIds} ids; got ${ids.length}.`, ["ids"]);
}
