import { isDeepStrictEqual } from "node:util";
import { Random } from "../../shared/base/random/random";
import { differenceOf } from "./compare-answers";
import type { Check } from "./find-wrong";
import { type GatewayUnderTest, type ReadAnswer, readAnswer } from "./gateway-under-test";
import type { Operation } from "./operations/operation";
import { type Rewritten, reordered, reworded } from "./operations/rewrite-operation";
import { hash } from "./world/hash";
import type { Ills } from "./world/ills";
import { createOracle } from "./world/single-schema";
import { Fetches, fetchFrom } from "./world/subgraph-fetch";
import type { BuiltGraph } from "./world/test-graph";

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

function pathsOf({ errors = [] }: ReadAnswer): string[] {
  return errors.map(({ path = [] }) => path.join(".")).sort();
}
