import { procedures } from "../../subgraphs/procedures/subgraph";
import { openTestSubgraph, type TestSubgraph, testNow } from "../support/subgraph/subgraph-harness";
import { learnSecrets } from "./attack";
import { estimateSecrets } from "./estimate-secrets";

/* The small form; `npm run test:attack` attacks a thousand dossiers, and holds them to two points. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const [taught, attacked] = [25, 35];

async function learned(isPublic: boolean) {
  const part = { known: taught + attacked, every: 1, from: 0, among: ["digitised", "citizen"], isPublic };
  const of = { database: subgraph.database, now: new Date(testNow) };
  return learnSecrets(await estimateSecrets(of, part), taught);
}

it("learns what it wants of single dossiers where statistics are exact", async () => {
  expect((await learned(false)).map(({ secret, together }) => [secret, together.guessed])).toEqual([
    ["digitised", 1],
    ["citizen", 1],
  ]);
}, 180_000);

it("learns nothing of them as the public", async () => {
  expect((await learned(true)).filter(({ together }) => together.gain > 0.06)).toEqual([]);
}, 180_000);
