import { type ExecutionResult, execute, parse } from "graphql";
import { infrastructure } from "../../../subgraphs/infrastructure/subgraph";
import { innovation } from "../../../subgraphs/innovation/subgraph";
import { tasks } from "../../../subgraphs/tasks/subgraph";
import { openTestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { executeByFields } from "../../base/graphql/execute-by-fields";
import { buildFederatedSchema } from "./build-schema";
import type { Subgraph } from "./define-subgraph";

/* Entities, and fields that are answered for all of them together, against graphql-js, which asks each for itself. */

const unit = (code: unknown) => ({ __typename: "AdministrativeUnit", code });
const representations = [
  ...[unit("00004"), unit("00070"), unit("01"), unit("00004"), unit("99999"), unit(5)],
  ...[
    { __typename: "Organization", code: "SKHCN" },
    { __typename: "Organization", code: null },
  ],
];

const stats = "assigned overdue completionRate { value }";
const suites: [string, Subgraph, string][] = [
  [
    "tasks",
    tasks,
    `... on AdministrativeUnit { code now: taskStats { ${stats} } past: taskStats(asOf: "2025-09-30") { ${stats} }
        typed: taskStats(filter: { assignedBy: { eq: CITY_PARTY_COMMITTEE } }) { ${stats} }
        unknown: taskStats(filter: { leadOrganization: { eq: "NOBODY" } }) { ${stats} }
        future: taskStats(asOf: "2031-01-01") { ${stats} } }
      ... on Organization { taskStats(asOf: $day) { ${stats} } }`,
  ],
  [
    "infrastructure",
    infrastructure,
    `... on AdministrativeUnit { code name readiness(asOf: $day) { meets assessedOn origin criteria { criterion meets note } }
        never: readiness(asOf: "2025-01-01") { meets assessedOn } future: readiness(asOf: "2031-01-01") { meets } }`,
  ],
  [
    "innovation",
    innovation,
    `... on AdministrativeUnit { coverage5G { month stations populationShare { value } } past: coverage5G(month: "2025-07") {
        stations } enterpriseStats { registered } }`,
  ],
];

const told = ({ errors = [] }: ExecutionResult) => errors.map((error) => JSON.stringify(error)).toSorted();

it.each(suites)(
  "are answered as graphql-js answers them: %s",
  async (_name, of, fields) => {
    const subgraph = await openTestSubgraph(of);
    const schema = await buildFederatedSchema(of);
    const document = parse(
      `query ($of: [_Any!]!, $day: Date) { _entities(representations: $of) { __typename ${fields} } }`,
    );
    const known = representations.filter(({ __typename: type }) => schema.getType(type));
    for (const given of [known, known.slice(0, 3), known.slice(2, 3), []]) {
      const options = { schema, document, variableValues: { of: given, day: "2025-10-01" } };
      const expected = await execute({ ...options, contextValue: subgraph.context() });
      const context = subgraph.context();
      const found = await context.work.run(() => executeByFields({ ...options, contextValue: context }));
      expect(JSON.stringify(found?.data)).toBe(JSON.stringify(expected.data));
      expect(found && told(found)).toEqual(told(expected));
    }
    await subgraph.close();
  },
  60_000,
);

it("leaves references to types that it does not know to @apollo/subgraph", async () => {
  const schema = await buildFederatedSchema(tasks);
  const document = parse("query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }");
  const variableValues = { of: [{ __typename: "Unicorn", code: "1" }] };
  const found = await executeByFields({ schema, document, variableValues, contextValue: {} });
  expect(found?.errors?.map(({ message }) => message)).toEqual([
    expect.stringContaining('tried to load an entity for type "Unicorn"'),
  ]);
});
