import { createRetryBudget } from "./retry-budget";

it("pays for one retry in five requests, and for the first", () => {
  const budget = createRetryBudget();
  let retried = 0;
  for (let request = 0; request < 1_000; request++) {
    budget.earn();
    if (budget.spend()) retried++;
  }
  expect(retried).toBe(201);
});

it("saves up no more than ten", () => {
  const budget = createRetryBudget();
  for (let request = 0; request < 1_000; request++) budget.earn();
  let retried = 0;
  while (budget.spend()) retried++;
  expect(retried).toBe(10);
});
