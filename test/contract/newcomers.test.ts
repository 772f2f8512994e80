import type { GraphQLSchema } from "graphql";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { buildFederatedSchema } from "../../shared/kit/subgraph/build-schema";
import { readSectors } from "../../subgraphs/common/sector/read-sectors";
import { incompleteMutations, unvalidatedInputs } from "../support/newcomers/input-problems";
import { sectorProblems } from "../support/newcomers/sector-problems";
import { sourceProblems } from "../support/newcomers/source-problems";
import { tableProblems, unwatchedCubes } from "../support/newcomers/table-problems";
import { viewerProblems } from "../support/newcomers/viewer-problems";
import { loadSubgraph } from "../support/schema/load-subgraph";
import { openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/*
 * What who is new here gets wrong, and what to do about it: each of these is a sentence that says so. That the sentences
 * come is shown by test/sector/mistakes.test.ts, which makes the mistakes.
 */

/** Every editor may: a source is nobody's. */
const ofAllEditors = ["recordSourceDocument"];

/** Keys of so few rows, or from whose other end nobody comes, that an index is work without use. */
const unlooked = new Set([
  "organization.identifier_source_id",
  "platform.owner_code",
  "task_change.lead_organization_code",
  "task_change.previous_lead_organization_code",
]);

const described = readSectors();

describe.each(readSubgraphList().map(({ name }) => name))("who is new in %s", (name) => {
  const subgraph = loadSubgraph(name);
  let opened: TestSubgraph;
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = await buildFederatedSchema(subgraph);
    opened = await openTestSubgraph(subgraph);
  });
  afterAll(() => opened.close());

  it("has validated every input, and every mutation whole", () => {
    expect([...unvalidatedInputs(schema), ...incompleteMutations(schema)]).toEqual([]);
  });

  it("has made the functions that searches need, and takes the time from the context", () => {
    expect(sourceProblems(subgraph.directory.replace("/dist/", "/"))).toEqual([]);
  });

  it("has an index for every key that leads somewhere, and statistics that hear of changes", async () => {
    expect([
      ...(await tableProblems(opened)).filter((problem) => !unlooked.has(problem.split(" ")[0] ?? "")),
      ...(await unwatchedCubes(opened, subgraph.cubes ?? [])),
    ]).toEqual([]);
  });

  it("lets nobody on whom a mutation is not for", async () => {
    expect(await viewerProblems(opened, schema, ofAllEditors)).toEqual([]);
  });

  it("has what others see a sector by", () => {
    const sector = described.find((one) => one.name === name);
    expect(sector === undefined ? [] : sectorProblems(schema, sector)).toEqual([]);
  });
});
