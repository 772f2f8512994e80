import { parse } from "graphql";
import pino from "pino";
import { composeSubgraphs } from "../../gateway/composition/compose-subgraphs";
import { openGatewayDatabase } from "../../gateway/database/gateway-database";
import { insertGraph, insertVersion } from "../../gateway/schema-registry/registry.queries";
import { createTestDatabase } from "../support/database/test-cluster";
import { answerOf, answers, GatewayProcessFixture } from "../support/gateway/gateway-process-fixture";
import { eventually } from "../support/gateway/gateway-request";

/* Workers of one gateway, each with an eye of its own on what is published, change over together, and stay. */

it("has all workers serve what is published, and a new one begin with it, whatever the file says", async () => {
  const fixture = await GatewayProcessFixture.open();
  const url = await createTestDatabase("gateway");
  const database = openGatewayDatabase({ url: () => url, log: pino({ level: "silent" }) });
  try {
    const variables = { GATEWAY_WORKERS: "2", GATEWAY_DATABASE_URL: url };
    const origin = await fixture.start(variables);
    expect(await answers(origin)).toEqual([answerOf("", 3)]);
    const subgraphs = fixture.stubs
      .slice(2)
      .map(({ name, url: at, sdl }) => ({ name, url: at, schema: sdl, entities: [] }));
    const supergraphSdl = composeSubgraphs(
      subgraphs.map(({ schema, ...subgraph }) => ({ ...subgraph, typeDefs: parse(schema) })),
    );
    const head = { cause: "publish", subgraph: "units", madeBy: "chi", madeAt: new Date() } as const;
    await database.change(async (statements) => {
      const versions: Record<string, number> = {};
      for (const each of subgraphs)
        versions[each.name] = await insertVersion(statements, each, [], "chi", new Date());
      await insertGraph(statements, { ...head, number: 1, versions }, supergraphSdl);
    });
    const renewed = JSON.stringify([answerOf(" (new)", 9)]);
    await eventually(async () => (JSON.stringify(await answers(origin)) === renewed ? true : undefined));
    await fixture.deploy("type Query { nobody: Int }");
    fixture.gateway?.terminate();
    await fixture.gateway?.ended;
    await fixture.deploy(
      `${supergraphSdl.replaceAll(fixture.stubs[2]?.url ?? "", fixture.stubs[0]?.url ?? "")}`,
    );
    expect(await answers(await fixture.start(variables))).toEqual([answerOf(" (new)", 9)]);
  } finally {
    await fixture.close();
    await database.close();
  }
}, 90_000);
