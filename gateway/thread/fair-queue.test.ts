import { createFairQueue } from "./fair-queue";

it("has clients take turns, however much one of them has waiting", () => {
  const queue = createFairQueue<string>(3);
  const taken = ["a1", "a2", "a3", "a4"].map((work) => queue.add("a", work));
  expect(taken).toEqual([true, true, true, false]);
  queue.add("b", "b1");
  const done = [queue.next(), queue.next()];
  queue.add("c", "c1");
  queue.add("b", "b2");
  for (let work = queue.next(); work; work = queue.next()) done.push(work);
  expect(done).toEqual(["a1", "b1", "a2", "c1", "b2", "a3"]);
});
