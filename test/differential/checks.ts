import { isDeepStrictEqual } from "node:util";
import { isInParts } from "../../gateway/request/answer";
import { Random } from "../../shared/base/random/random";
import { differenceInParts, differenceOf, unexplainedNulls } from "./compare-answers";
import type { Check } from "./find-wrong";
import { type GatewayUnderTest, type ReadAnswer, readAnswer } from "./gateway-under-test";
import { type MergedAnswer, mergeParts } from "./merge-parts";
import { deferred } from "./operations/defer-operation";
import type { Operation } from "./operations/operation";
import { type Rewritten, reordered, reworded } from "./operations/rewrite-operation";
import { hash } from "./world/hash";
import { type Ills, well } from "./world/ills";
import { createOracle } from "./world/single-schema";
import { Fetches, fetchFrom } from "./world/subgraph-fetch";
import type { BuiltGraph } from "./world/test-graph";
import { inAnyOrder } from "./world/unreliable-fetch";

/** The gateway answers as one schema over the same data, or says that it cannot plan the operation (`onRefused`). */
export function asOneSchema(graph: BuiltGraph, gateway: GatewayUnderTest, onRefused = () => {}): Check {
  const oracle = createOracle(graph);
  return async (operation, ills) => {
    const answer = readAnswer(await gateway.ask(operation, fetchFrom(graph, ills)));
    const isRefused = answer.errors?.some(({ extensions }) => extensions?.code === "QUERY_TOO_COMPLEX");
    if (!isRefused) return differenceOf(answer, oracle(operation, ills));
    onRefused();
    return undefined;
  };
}

/**
 * The gateway answers the same in the same words to whoever asks the same in others; where only names and whitespace differ,
 * it also asks the same of the subgraphs.
 */
export function alike(graph: BuiltGraph, gateway: GatewayUnderTest): Check {
  const ask = async (operation: Operation, ills: Ills) => {
    const fetches = new Fetches();
    const answer = readAnswer(await gateway.ask(operation, fetchFrom(graph, ills, fetches)));
    return { answer, sent: fetches.sent };
  };
  return async (operation, ills) => {
    const { answer, sent } = await ask(operation, ills);
    const random = new Random(hash(operation.query));
    const differs = (inOtherWords: Rewritten, { data, errors }: ReadAnswer) => {
      const isSame = isDeepStrictEqual([data, pathsOf({ errors })], [answer.data, pathsOf(answer)]);
      return isSame
        ? undefined
        : `In other words:\n${inOtherWords.operation.query}\n${JSON.stringify([data, errors])}\nand not ${JSON.stringify(answer)}`;
    };
    const other = reworded(operation, random);
    const otherwise = await ask(other.operation, ills);
    if (!isDeepStrictEqual(otherwise.sent, sent)) {
      return `The subgraphs are asked\n${sent.join("\n")}\nand in other words\n${otherwise.sent.join("\n")}`;
    }
    const mixed = reordered(operation, random);
    return (
      differs(other, other.back(otherwise.answer)) ??
      differs(mixed, mixed.back((await ask(mixed.operation, ills)).answer))
    );
  };
}

/**
 * The gateway answers the same, and tells the same errors, whether it makes one request of a subgraph's fetches or one for each
 * of them; `onSaved` is told how many requests it spared.
 */
export function alikeMerged(
  graph: BuiltGraph,
  [merging, plain]: readonly [merging: GatewayUnderTest, plain: GatewayUnderTest],
  onSaved = (_requests: number) => {},
): Check {
  return async (operation, ills) => {
    const [merged, alone] = [new Fetches(), new Fetches()];
    const answer = readAnswer(await merging.ask(operation, fetchFrom(graph, ills, merged)));
    const expected = readAnswer(await plain.ask(operation, fetchFrom(graph, ills, alone)));
    onSaved(alone.sent.length - merged.sent.length);
    if (isDeepStrictEqual([answer.data, told(answer)], [expected.data, told(expected)])) return undefined;
    return `Merged:\n${merged.sent.join("\n")}\n${JSON.stringify(answer)}\nand not ${JSON.stringify(expected)}`;
  };
}

/** Errors in an order of their own: which of two fetches ends first is left to chance. */
function told({ errors = [] }: ReadAnswer): string[] {
  return errors.map((error) => JSON.stringify(error)).sort();
}

/**
 * An answer in parts is in the end what one schema answers, from no other fetches than a whole answer of a gateway that merges none, in whatever order the
 * subgraphs answer. Where an error has taken a part, the object around it stands, which a whole answer may not have: then nothing may be
 * missing without an error.
 */
export function inParts(
  graph: BuiltGraph & { denied?: ReadonlySet<string> },
  gateway: GatewayUnderTest,
  onParts = (_parts: number) => {},
): Check {
  const oracle = createOracle(graph);
  // Of an entity that a subgraph has never heard of, null may be the answer.
  const isKnown = (ills: Ills) => [...graph.schemas.keys()].every((name) => ills(name).kind !== "unknown");
  return async (plain, ills) => {
    const random = new Random(hash(plain.query));
    const operation = deferred(plain, random);
    const [fetches, fetchesInParts] = [new Fetches(), new Fetches()];
    await gateway.ask(operation, fetchFrom(graph, ills, fetches));
    const fetch = inAnyOrder(fetchFrom(graph, ills, fetchesInParts), random);
    const answered = await gateway.askInParts(operation, fetch);
    const merged = isInParts(answered) ? await mergeParts(answered) : undefined;
    if (merged) onParts(merged.parts);
    const answer = merged ?? readAnswer(isInParts(answered) ? answered.first : answered);
    const difference = merged?.taken.length
      ? isKnown(ills) && lost(merged, oracle(plain, () => well).data)
      : differenceInParts(answer, oracle(plain, ills));
    const told = `Deferred:\n${operation.query}\n${JSON.stringify(answer)}`;
    if (difference) return `${told}\n${difference}`;
    const strange = beyond(fetchesInParts.sent, fetches.sent);
    return strange.length > 0 ? `${told}\nasks besides\n${strange.join("\n")}` : undefined;
  };
}

/** What is not there without an error, nor in an object of which an error has taken a part. */
function lost(merged: MergedAnswer, whole: unknown): string | undefined {
  const isNothing = (value: unknown) => value === null || value === undefined;
  const objects = merged.taken.map((path) => path.map((step) => `${step}.`).join(""));
  const places = unexplainedNulls(merged, whole, isNothing).filter(
    (place) => !objects.some((object) => place.startsWith(object)),
  );
  return places.join(" ") || undefined;
}

/** What was sent more often than the other. */
function beyond(sent: readonly string[], other: readonly string[]): string[] {
  const left = [...other];
  return sent.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function pathsOf({ errors = [] }: ReadAnswer): string[] {
  return errors.map(({ path = [] }) => path.join(".")).sort();
}
