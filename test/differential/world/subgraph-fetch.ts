import { type CheckedAnswer, checkAnswer } from "../../../gateway/transport/check-answer";
import type { FetchSubgraph, SubgraphRequest } from "../../../gateway/transport/subgraph-request";
import type { Ills } from "./ills";
import { spoil } from "./make-value";
import { askSubgraph } from "./subgraph-servers";
import type { BuiltGraph } from "./test-graph";

/** What was asked of subgraphs on behalf of an operation. */
export class Fetches {
  readonly #sent: string[] = [];
  /** How many of the answers were those expected, and not read. */
  expected = 0;

  note({ subgraph, body }: SubgraphRequest, answer: CheckedAnswer): void {
    this.#sent.push(`${subgraph} ${body}`);
    if (answer.isExpected) this.expected++;
  }

  /** Each fetch, its subgraph and its body, sorted. */
  get sent(): readonly string[] {
    return this.#sent.toSorted();
  }
}

/** A graph's subgraphs, without a socket. */
export function fetchFrom(
  { schemas, world }: BuiltGraph,
  ills: Ills,
  fetches = new Fetches(),
): FetchSubgraph {
  return async (request) => {
    const { subgraph, body, expected } = request;
    const schema = schemas.get(subgraph);
    if (!schema) throw new Error(`There is no subgraph ${subgraph}.`);
    const answer = await askSubgraph(subgraph, schema, world, JSON.parse(body), ills);
    const bytes = Buffer.from(spoil(JSON.stringify(answer)));
    const checked = checkAnswer({ status: 200, bytes }, expected);
    fetches.note(request, checked);
    return checked;
  };
}
