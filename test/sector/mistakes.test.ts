import "reflect-metadata";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IsOptional } from "class-validator";
import { buildSchema } from "graphql";
import sql from "sql-template-tag";
import {
  Arg,
  ArgsType,
  Args as Arguments,
  Ctx,
  Field,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from "type-graphql";
import { fromRoot } from "../../shared/base/project/project-root";
import type { SubgraphContext } from "../../shared/kit/context/context";
import { UserErrorsField } from "../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../shared/kit/graphql/user-error";
import { buildFederatedSchema } from "../../shared/kit/subgraph/build-schema";
import { incompleteMutations, unvalidatedInputs } from "../support/newcomers/input-problems";
import { sectorProblems } from "../support/newcomers/sector-problems";
import { sourceProblems } from "../support/newcomers/source-problems";
import { tableProblems, unmarkedTables, unwatchedCubes } from "../support/newcomers/table-problems";
import { viewerProblems } from "../support/newcomers/viewer-problems";
import { openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";
import { marketStallCube } from "./bazaar/market-stall/market-stall.cube";
import { bazaar } from "./bazaar/subgraph";

/* The mistakes of who is new here, each made once, and the sentence that comes of it. */

@InputType({ description: "An input without a validator." })
class PaintStallInput {
  @Field(() => ID, { description: "Which." })
  code!: string;
}

@InputType({ description: "An input whose first field has one." })
class WashStallInput {
  @IsOptional()
  @Field(() => ID, { description: "Which." })
  code!: string;
}

@ArgsType()
class StallArguments {
  @Field(() => ID, { description: "Which." })
  code!: string;
}

@ObjectType({ description: "What it gives." })
class WashPayload {
  @UserErrorsField()
  userErrors!: UserError[];
}

@Resolver()
class CarelessResolver {
  @Query(() => ID, { nullable: true, description: "The code." })
  stall(@Arguments(() => StallArguments) { code }: StallArguments): string {
    return code;
  }

  @Mutation(() => ID, { nullable: true, description: "Paints." })
  paintStall(@Arg("input", () => PaintStallInput, { description: "Which." }) input: PaintStallInput): string {
    return input.code;
  }

  @Mutation(() => WashPayload, { nullable: true, description: "Washes, whoever asks." })
  async washStall(
    @Arg("input", () => WashStallInput, { description: "Which." }) { code }: WashStallInput,
    @Ctx() { database }: SubgraphContext,
  ): Promise<WashPayload> {
    await database.rows(sql`UPDATE market_stall SET name = 'Sạch' WHERE code = ${code}`);
    return { userErrors: [] };
  }
}

const careless = { ...bazaar, resolvers: [...bazaar.resolvers, CarelessResolver] as typeof bazaar.resolvers };

let subgraph: TestSubgraph;
const folder = mkdtempSync(join(tmpdir(), "mistakes-"));
beforeAll(async () => {
  subgraph = await openTestSubgraph(careless);
});
afterAll(async () => {
  await subgraph.close();
  rmSync(folder, { recursive: true, force: true });
});

it("an input and arguments without a validator", async () => {
  expect(unvalidatedInputs(await buildFederatedSchema(careless))).toEqual([
    "The class PaintStallInput has no validator, so every request with it fails. Put @IsOptional() of class-validator above its first field.",
    "The class StallArguments has no validator, so every request with it fails. Put @IsOptional() of class-validator above its first field.",
  ]);
  // As it is without the sentence.
  const { errors } = await subgraph.execute('{ stall(code: "a") }');
  expect(errors).toHaveLength(1);
});

it("a mutation that cannot be asked again, and one that cannot say what is wrong", async () => {
  expect(incompleteMutations(await buildFederatedSchema(careless))).toEqual([
    expect.stringMatching(/^The mutation paintStall takes no idempotencyKey.*@IdempotencyKeyField\(\)/),
    expect.stringMatching(/^The mutation paintStall answers without userErrors.*@UserErrorsField\(\)/),
    expect.stringMatching(/^The mutation washStall takes no idempotencyKey/),
  ]);
});

it("a resolver that does not look at the viewer", async () => {
  const schema = buildSchema(`
    type Query { a: Int } input WashStallInput { code: ID! } input RecordMarketStallInput {
      code: ID! name: String! ownership: MarketStallOwnership! unit: ID! organization: ID! openedOn: Date! }
    enum MarketStallOwnership { PUBLIC PRIVATE } scalar Date type Payload { userErrors: [ID!]! }
    type Mutation { washStall(input: WashStallInput!): Payload
      recordMarketStall(input: RecordMarketStallInput!): Payload }`);
  expect(await viewerProblems(subgraph, schema)).toEqual([
    'The mutation washStall lets on the public, an analyst, an editor of any organization. Begin it with requireOrganization(context.viewer, [whose the row is], "…"), and give the row by ownRow.',
  ]);
});

it.each([
  [
    "a search without its function",
    "migrations/1764374400000-baseline.ts",
    /await createSearchFunction\(runner\);/,
    "",
    /^market-stall\/market-stall\.cube\.ts uses search_text, and no migration makes it\. Call createSearchFunction\(runner\) first/,
  ],
  [
    "the machine's time",
    "market-stall/record-market-stall.ts",
    /context\.clock\.now\(\)/,
    "new Date()",
    /^market-stall\/record-market-stall\.ts asks the machine what time it is\. Take context\.clock\.now\(\)/,
  ],
])("%s", (_, file, from, to, sentence) => {
  const copy = join(folder, file.replaceAll("/", "-"));
  cpSync(fromRoot("test", "sector", "bazaar"), copy, { recursive: true });
  expect(sourceProblems(copy)).toEqual([]);
  writeFileSync(join(copy, file), readFileSync(join(copy, file), "utf8").replace(from, to));
  expect(sourceProblems(copy)).toEqual([expect.stringMatching(sentence)]);
});

it("a key without an index, statistics that hear of no change, and rows that do not say where they came from", async () => {
  const own = await openTestSubgraph(bazaar);
  try {
    expect(await tableProblems(own)).toEqual([]);
    await own.database.rows(sql`DROP INDEX market_stall_unit_code_idx`);
    expect(await tableProblems(own)).toEqual([
      "market_stall.unit_code has no index, so all rows are read for each key that leads to it. Write CREATE INDEX market_stall_unit_code_idx ON market_stall (unit_code) into the baseline, and @Index() above the column.",
    ]);
    expect(await unwatchedCubes(own, [marketStallCube])).toEqual([
      expect.stringMatching(
        /^Statistics of MarketStall are kept in a column store that never hears of changes of market_stall\. Write SELECT watch_changes/,
      ),
    ]);
    expect(await unmarkedTables(own, ["market_stall"])).toEqual([]);
    await own.database.rows(sql`ALTER TABLE market_stall DROP COLUMN origin CASCADE`);
    expect(await unmarkedTables(own, ["market_stall"])).toEqual([
      expect.stringMatching(/^market_stall does not say where its rows came from\. Give it a column origin/),
    ]);
  } finally {
    await own.close();
  }
});

it("data that nobody dates, and figures that there are not, or that nobody asks", () => {
  const without = buildSchema("type Query { a: Int }");
  expect(sectorProblems(without, { name: "education", computesFigures: true })).toEqual([
    expect.stringMatching(
      /^Nobody can date the catalogue's entries of education\. Give Query a field educationDataSources/,
    ),
    expect.stringMatching(/there is no type EducationFigure\. Define it by defineFigure\("Education", …\)/),
  ]);
  const unasked = buildSchema(
    "type Query { educationDataSources: Int a: EducationFigure } type EducationFigure { a: Int }",
  );
  expect(sectorProblems(unasked, { name: "education", computesFigures: false })).toEqual([
    expect.stringMatching(
      /^education has a type EducationFigure that nobody asks\. Say "computesFigures": true/,
    ),
  ]);
});
