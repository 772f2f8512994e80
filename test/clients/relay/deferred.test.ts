import assert from "node:assert/strict";
import { it } from "node:test";
import relay from "relay-runtime";
import { createRelayInParts } from "../generated/relay-in-parts.ts";
import { url } from "../support/graph.ts";
import type { widgetsBoardLaterQuery } from "./__generated__/widgetsBoardLaterQuery.graphql.ts";
import "./load-tags.ts";

const { boardLater, laterDossiers } = await import("./widgets.ts");

it("Relay shows what is not deferred first, and the fragment that is when it comes", async () => {
  const environment = createRelayInParts(url);
  const operation = relay.createOperationDescriptor(relay.getRequest(boardLater), {});
  const shown: (number | undefined)[] = [];
  const receivedNow = () => {
    const { data } = environment.lookup(operation.fragment);
    const selector = relay.getSingularSelector(relay.getFragment(laterDossiers), data);
    const found = selector && environment.lookup(selector).data;
    return (found as { dossierStats?: { totals: { received: number } } | null } | null | undefined)
      ?.dossierStats?.totals.received;
  };
  const assigned = await new Promise<number | undefined>((resolve, reject) => {
    let last: number | undefined;
    relay.fetchQuery<widgetsBoardLaterQuery>(environment, boardLater, {}).subscribe({
      next(data) {
        last = data.taskStats?.totals.assigned;
        shown.push(receivedNow());
      },
      complete: () => resolve(last),
      error: reject,
    });
  });
  const whole = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      query: "{ taskStats { totals { assigned } } dossierStats { totals { received } } }",
    }),
  });
  const { data } = (await whole.json()) as {
    data: { taskStats: { totals: { assigned: number } }; dossierStats: { totals: { received: number } } };
  };
  assert.equal(assigned, data.taskStats.totals.assigned);
  assert.equal(shown[0], undefined);
  assert.equal(receivedNow(), data.dossierStats.totals.received);
});
