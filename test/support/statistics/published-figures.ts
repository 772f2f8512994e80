import type { TestSubgraph } from "../subgraph/subgraph-harness";

/** How a sector's tests ask what it computes for published figures: `field` is its own of Observation. */
export function publishedFigures(subgraph: () => TestSubgraph, field: string, periodStart: string) {
  /** A figure as the gateway brings it along. */
  const figure = (code: string, periodEnd: string | null, value: string, changed: object = {}) => ({
    __typename: "Observation",
    id: `${code} ${value}`,
    indicator: { code },
    area: { code: "01" },
    organization: null,
    periodStart,
    periodEnd,
    value,
    ...changed,
  });

  async function compute(representations: object[]) {
    const { data, errors, statements } = await subgraph().execute(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on Observation { computed: ${field} { value difference } } } }`,
      { representations },
    );
    expect(errors).toEqual([]);
    const { _entities: answers } = data as { _entities: { computed: object | null }[] };
    return { computed: answers.map((answer) => answer.computed), statements };
  }

  return { figure, compute };
}
