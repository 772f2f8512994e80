import "../../shared/base/process/check-node";
import { existsSync, readFileSync } from "node:fs";
import { readGatewayConfig } from "../../gateway/config/config";
import { readSubgraphUrls } from "../../gateway/config/subgraph-urls";
import { readSubgraphDeclarations } from "../../shared/base/project/gateway-declarations";
import { fromRoot } from "../../shared/base/project/project-root";
import { readSubgraphsElsewhere } from "../../shared/base/project/subgraph-list";
import { ensureKeys } from "../../shared/http/identity/keys";
import { readSigningKeys } from "../../shared/http/identity/signing-keys";
import { problemsOverHttp } from "./contract-over-http";

/**
 * `npm run contract -- heritage`: asks a subgraph that runs elsewhere, and tells what it does not keep to; all of them without a
 * name. Exits with 1 where there is anything, or where one cannot be asked.
 */
async function main(wanted: string | undefined): Promise<void> {
  const all = readSubgraphsElsewhere();
  const chosen = wanted === undefined ? all : all.filter(({ name }) => name === wanted);
  if (chosen.length === 0 && wanted !== undefined) {
    const names = all.map(({ name }) => name).join(", ") || "none";
    throw new Error(
      `Expected one of the subgraphs elsewhere of subgraphs/list.json (${names}), got ${wanted}.`,
    );
  }
  const config = readGatewayConfig(process.env);
  const keyFile =
    config.INTERNAL_TOKEN_PRIVATE_KEY_FILE ??
    (await ensureKeys(config.DATA_DIRECTORY)).internalTokenPrivateKey;
  const privateKey = readSigningKeys(keyFile).current();
  for (const { name, url, health } of chosen) {
    const [address = url] = readSubgraphUrls([{ name, url }], process.env).get(name) ?? [];
    const schema = readFileSync(fromRoot("subgraphs", name, "schema.graphql"), "utf8");
    const owned = ownedBy(fromRoot("subgraphs", name, "gateway.json"));
    const problems = await problemsOverHttp({ name, url: address, health, schema, owned, privateKey });
    for (const problem of problems) console.error(problem);
    if (problems.length === 0) console.log(`${name} keeps to what can be asked of it.`);
    else process.exitCode = 1;
  }
}

function ownedBy(file: string): string[] {
  if (!existsSync(file)) return [];
  return readSubgraphDeclarations(readFileSync(file, "utf8")).entities.map(({ type }) => type);
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
