import { composeServices } from "@apollo/composition";
import type { CompositionHint } from "@apollo/composition/dist/hints";
import { type DocumentNode, parse } from "graphql";
import { ownSchema } from "../own-fields/own-schema";
import { ownSubgraph } from "../own-fields/own-subgraph";
import { newestFederation, unknownFederation } from "../schema/federation-version";
import { requiredChains } from "../schema/required-chains";
import { composeNodeTypes, type DeclaringSubgraph, sharedProblems } from "./compose-entities";
import { CompositionError, refuse } from "./composition-error";
import { sortHints } from "./hint-rules";
import { loadComposed } from "./load-composed";
import { oneOfProblems, restoreOneOf } from "./one-of";
import { prepareSchema } from "./prepare-schema";
import { unhonoured } from "./unhonoured";
import { unusedDirectives } from "./unused";

/** A subgraph as it is composed. */
export interface ComposedSubgraph extends DeclaringSubgraph {
  url: string;
}

/**
 * Composes subgraphs, with the one that the gateway answers itself. Throws CompositionError for errors, for hints by which
 * something is lost, for what the gateway does not honour, and where it could not load the result.
 */
export function composeSubgraphs(subgraphs: readonly ComposedSubgraph[]): string {
  return composeWithNotes(subgraphs).supergraphSdl;
}

/** The same, with what there is to tell of it: a sentence for each. */
export function composeWithNotes(subgraphs: readonly ComposedSubgraph[]): Composed {
  refuseReservedName(subgraphs);
  refuseUnknownFederations(subgraphs);
  const prepared = subgraphs.map((each) => ({ ...each, ...prepareSchema(each.name, each.typeDefs) }));
  refuse([
    ...prepared.flatMap(({ name, typeDefs }) => unhonoured(name, typeDefs)),
    ...oneOfProblems(prepared),
  ]);
  const { types, problems } = composeNodeTypes(prepared);
  refuse([...problems, ...sharedProblems(prepared)]);
  const own = { ...ownSubgraph, typeDefs: parse(ownSchema(types)) };
  const result = composeServices([...prepared, own]);
  const lost = reasonsOf(result);
  // Without the gateway's own, which each message would name beside those that are at fault.
  const plain = () => composeServices(prepared);
  if (lost.length > 0) {
    const [first, ...others] = reasonsOf(plain());
    throw new CompositionError((first === undefined ? lost : [first, ...others]).join("\n"));
  }
  const { notes } = sortHints(result.hints?.length ? hintsOf(plain()) : []);
  const supergraphSdl = restoreOneOf(result.supergraphSdl ?? "", prepared);
  refuseRequiredChains(supergraphSdl);
  const problem = loadComposed(supergraphSdl);
  if (problem !== undefined) refuse([`The gateway cannot load what the subgraphs compose to: ${problem}`]);
  const unused = prepared.flatMap((each) => [...each.notes, ...unusedDirectives(each.name, each.typeDefs)]);
  return { supergraphSdl, notes: [...notes, ...unused] };
}

export interface Composed {
  supergraphSdl: string;
  notes: string[];
}

interface CompositionOutcome {
  errors?: readonly { message: string }[] | undefined;
  hints?: CompositionHint[] | undefined;
}

function reasonsOf(outcome: CompositionOutcome): string[] {
  const { errors = [] } = outcome;
  if (errors.length > 0) return errors.map(({ message }) => `error: ${message}`);
  return sortHints(hintsOf(outcome)).problems;
}

function hintsOf({ hints = [] }: CompositionOutcome): CompositionHint[] {
  return hints;
}

function refuseReservedName(subgraphs: readonly { name: string }[]): void {
  if (!subgraphs.some(({ name }) => name === ownSubgraph.name)) return;
  refuse([`Expected no subgraph to be named ${ownSubgraph.name}: that is what the gateway answers itself.`]);
}

/**
 * Composition on npm ends with a version that subgraphs' libraries have left behind. It says so of a link that it does not
 * know, and besides that each directive is unknown, as if these were wrong.
 */
function refuseUnknownFederations(subgraphs: readonly { name: string; typeDefs: DocumentNode }[]): void {
  const reasons = subgraphs.flatMap(({ name, typeDefs }) => {
    const unknown = unknownFederation(typeDefs);
    if (unknown === undefined) return [];
    return `[${name}] Expected a link to federation ${newestFederation}, the last that composition from npm knows, or to an earlier one; the schema links ${unknown}.`;
  });
  refuse(reasons);
}

/** A query of such a graph would be computed from what nobody has said, without an error. */
function refuseRequiredChains(supergraphSdl: string): void {
  const reasons = requiredChains(supergraphSdl).map(
    ({ field, required, graph }) =>
      `Expected ${field} to require no field that itself requires others, as ${required} does: a query that comes to it within ${graph} would be planned without them; let ${field} require what ${required} does.`,
  );
  refuse([...new Set(reasons)]);
}
