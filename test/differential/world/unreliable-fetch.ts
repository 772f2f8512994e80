import { setImmediate as nextTurn } from "node:timers/promises";
import { checkAnswer } from "../../../gateway/transport/check-answer";
import type { FetchSubgraph } from "../../../gateway/transport/subgraph-request";
import type { Random } from "../../../shared/base/random/random";
import { hash } from "./hash";

/** Some requests are not answered, the same ones each time. */
export function failing(fetch: FetchSubgraph, salt: number): FetchSubgraph {
  return async (request, context) => {
    if (hash(`${salt}${request.subgraph}${request.body}`) % 6 === 0) throw new Error("made up to be down");
    return fetch(request, context);
  };
}

/** Some fields are left out of answers, as no subgraph may. What is needed to ask others may be among them. */
export function leavingOut(fetch: FetchSubgraph, salt: number): FetchSubgraph {
  return async (request, context) => {
    const { expected: _, ...unexpecting } = request;
    const { bytes } = await fetch(unexpecting, context);
    const answer = JSON.parse(bytes.toString("utf8"));
    const data = withoutSome(answer.data, `${salt}${request.subgraph}${request.body}`);
    return checkAnswer({ status: 200, bytes: Buffer.from(JSON.stringify({ ...answer, data })) });
  };
}

/** Answers overtake each other. */
export function inAnyOrder(fetch: FetchSubgraph, random: Random): FetchSubgraph {
  return async (request, context) => {
    const answer = await fetch(request, context);
    for (let turns = random.integer(0, 4); turns > 0; turns--) await nextTurn();
    return answer;
  };
}

function withoutSome(value: unknown, seed: string): unknown {
  if (Array.isArray(value)) return value.map((element, index) => withoutSome(element, `${seed}/${index}`));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name]) => name.startsWith("_entities") || hash(`${seed}.${name}`) % 20 !== 0,
  );
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutSome(inner, `${seed}.${name}`)]));
}
