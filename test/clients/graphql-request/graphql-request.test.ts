import assert from "node:assert/strict";
import { it } from "node:test";
import { ClientError } from "graphql-request";
import { BoardDocument, WardDocument } from "../generated/codegen-throwing/graphql.ts";
import { createGraphQLRequest } from "../generated/graphql-request.ts";
import { textOf, url, urlWithoutProcedures, widgets } from "../support/graph.ts";
import { type AskByClient, holdClient } from "../support/hold-client.ts";

const ask: AskByClient = async (name, variables, options) => {
  const client = createGraphQLRequest(options.url, options.token);
  try {
    return { data: await client.request(textOf(name), variables), failed: false };
  } catch (error) {
    if (error instanceof ClientError) return { data: error.response.data, failed: true };
    throw error;
  }
};
holdClient("graphql-request", ask);

it("graphql-request has types without null for what throws", async () => {
  const { node } = await createGraphQLRequest(url).request(WardDocument, widgets.ward);
  assert.ok(node?.__typename === "AdministrativeUnit");
  const population: number = node.population;
  const received: number = node.dossierStats.received;
  assert.ok(population > 0 && received > 0);
});

it("graphql-request throws when a sector is down, with what came", async () => {
  await assert.rejects(createGraphQLRequest(urlWithoutProcedures).request(BoardDocument), (error) => {
    assert.ok(error instanceof ClientError);
    const { errors = [], data } = error.response as {
      errors?: readonly { path?: readonly unknown[] }[];
      data?: unknown;
    };
    assert.deepEqual(
      errors.map(({ path }) => path),
      [["dossierStats"]],
    );
    assert.ok((data as { taskStats: unknown }).taskStats);
    return true;
  });
});
