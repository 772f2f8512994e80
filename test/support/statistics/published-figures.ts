import type { TestSubgraph } from "../subgraph/subgraph-harness";

/** How a sector's tests ask what it computes for published figures: of its own type, e.g. TasksFigure. */
export function publishedFigures(subgraph: () => TestSubgraph, type: string, periodStart: string) {
  /** A figure as the gateway asks for it. */
  const figure = (indicator: string, periodEnd: string, value: string, changed: object = {}) => ({
    ...{ __typename: type, indicator, value, periodStart, periodEnd },
    ...changed,
  });

  async function compute(representations: object[]) {
    const { data, errors, statements } = await subgraph().execute(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on ${type} { computed { value difference } } } }`,
      { representations },
    );
    expect(errors).toEqual([]);
    const { _entities: answers } = data as { _entities: { computed: object | null }[] };
    return { computed: answers.map((answer) => answer.computed), statements };
  }

  return { figure, compute };
}
