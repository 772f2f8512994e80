import "../../shared/base/process/check-node";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { systemClock } from "../../shared/base/clock/clock";
import type { Environment } from "../../shared/base/config/read-config";
import { createLogger } from "../../shared/base/log/logger";
import { fromRoot } from "../../shared/base/project/project-root";
import { readSubgraphsElsewhere, type SubgraphElsewhere } from "../../shared/base/project/subgraph-list";
import { createInternalTokenSigner } from "../../shared/http/identity/internal-token";
import { ensureKeys } from "../../shared/http/identity/keys";
import { readSigningKeys } from "../../shared/http/identity/signing-keys";
import { readGatewayConfig } from "../config/config";
import { readSubgraphUrls } from "../config/subgraph-urls";
import { subgraphConnector } from "../transport/subgraph-connector";
import { askSchema } from "./ask-schema";

/*
 * `npm run schema` and `npm run check` run this for the subgraphs elsewhere: with --write the schemas are asked for and
 * written, else compared with what is committed. What cannot be asked is told and is no fault when comparing: a check of this
 * code must not wait for others' machines.
 */

async function main(environment: Environment): Promise<void> {
  const isWriting = process.argv.includes("--write");
  for (const subgraph of readSubgraphsElsewhere()) {
    const { name, schema, owner } = subgraph;
    if (schema === "file") {
      console.log(
        `${name} runs elsewhere: its schema is what ${owner} has sent; its code and database are not checked here.`,
      );
      continue;
    }
    const file = fromRoot("subgraphs", name, "schema.graphql");
    const asked = await ask(subgraph, environment).catch((error: unknown) => error as Error);
    if (typeof asked === "string") tell(name, file, asked, isWriting);
    else {
      const problem = `${name} runs elsewhere, and cannot be asked for its schema (${asked.message.split("\n", 1)[0]})`;
      if (isWriting) fail(`${problem}; tell ${owner}, ${subgraph.contact}.`);
      else console.log(`${problem}: what is committed is taken.`);
    }
  }
}

function tell(name: string, file: string, text: string, isWriting: boolean): void {
  if (isWriting) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`${name} runs elsewhere: its schema was asked for.`);
    return;
  }
  if (committed(file) === text) console.log(`${name} runs elsewhere: its schema is what is committed.`);
  else fail(`${name} runs elsewhere, and its schema is another than what is committed: run npm run schema.`);
}

function fail(problem: string): void {
  console.error(problem);
  process.exitCode = 1;
}

function committed(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // Not asked for yet.
  }
}

async function ask({ name, url }: SubgraphElsewhere, environment: Environment): Promise<string> {
  const config = readGatewayConfig(environment);
  const [address = url] = readSubgraphUrls([{ name, url }], environment).get(name) ?? [];
  const file =
    config.INTERNAL_TOKEN_PRIVATE_KEY_FILE ??
    (await ensureKeys(config.DATA_DIRECTORY)).internalTokenPrivateKey;
  const privateKey = readSigningKeys(file).current;
  const signer = createInternalTokenSigner({ privateKey, clock: systemClock });
  const connect = subgraphConnector(config.tls, createLogger("schema", "error"));
  return askSchema({ name, url: address, signer, connect });
}

void main(process.env);
