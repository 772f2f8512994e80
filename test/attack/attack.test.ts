import { procedures } from "../../subgraphs/procedures/subgraph";
import { openTestSubgraph, type TestSubgraph, testNow } from "../support/subgraph-harness";
import { attack } from "./attack";

/* The small form; `npm run test:attack` attacks a thousand dossiers, and holds them to two points. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const size = { taught: 25, attacked: 35, among: ["digitised", "citizen"] };
const attacked = () => ({ database: subgraph.database, now: new Date(testNow) });

it("learns what it wants of single dossiers where statistics are exact", async () => {
  const learned = await attack(attacked(), size, false);
  expect(learned.map(({ secret, guessed }) => [secret, guessed])).toEqual([
    ["digitised", 1],
    ["citizen", 1],
  ]);
}, 180_000);

it("learns nothing of them as the public", async () => {
  const learned = await attack(attacked(), size, true);
  expect(learned.filter(({ gain }) => gain > 0.06)).toEqual([]);
}, 180_000);
