import type { TestBrowser } from "../../support/browser/open-browser";
import { tokenFor } from "../../support/gateway/token-for";
import type { RunningGraph } from "../../support/processes/running-graph";
import { openReady, waitUntil } from "./measure-dashboard";

/** Completes tasks, one after the other; from the request until the page shows that there is one more. */
export async function timeChanges(browser: TestBrowser, graph: RunningGraph): Promise<number[]> {
  const token = await tokenFor(graph, { role: "admin" });
  const ask = async <Data>(query: string, variables = {}): Promise<Data> => {
    const response = await fetch(`${graph.origin}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return ((await response.json()) as { data: Data }).data;
  };
  const page = await openReady(browser, `${graph.origin}/dashboard`);
  const completed = page.locator('[data-figure="completed"] .figure-value');
  // The socket comes after the first figures.
  await page.waitForTimeout(1_000);
  const times: number[] = [];
  for (let change = 0; change < 10; change++) {
    const { tasks } = await ask<{ tasks: { nodes: { id: string; version: number }[] } }>(
      "{ tasks(filter: { status: { eq: IN_PROGRESS } }, first: 1) { nodes { id version } } }",
    );
    const [task] = tasks.nodes;
    const before = await completed.textContent();
    const begun = performance.now();
    await ask(
      "mutation ($input: CompleteTaskInput!) { completeTask(input: $input) { userErrors { code } } }",
      { input: { task: task?.id, expectedVersion: task?.version, completedOn: "2025-11-14" } },
    );
    const figure = `document.querySelector('[data-figure="completed"] .figure-value')`;
    await waitUntil(page, `${figure}?.textContent !== ${JSON.stringify(before)}`);
    times.push(performance.now() - begun);
  }
  await page.context().close();
  return times;
}
