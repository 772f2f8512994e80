import "../../shared/base/process/check-node";
import { systemClock } from "../../shared/base/clock/clock";
import { ConfigurationError, type Environment, readConfig } from "../../shared/base/config/read-config";
import { port } from "../../shared/base/config/variables";
import { createLogger } from "../../shared/base/log/logger";
import { onShutdown } from "../../shared/base/process/shutdown";
import { readWholeList } from "../../shared/base/project/subgraph-list";
import { createInternalTokenSigner } from "../../shared/http/identity/internal-token";
import { ensureKeys } from "../../shared/http/identity/keys";
import { readSigningKeys } from "../../shared/http/identity/signing-keys";
import { developmentTokens, verifierOf } from "../../shared/http/identity/token-issuer";
import { readGatewayConfig } from "../config/config";
import { readSubgraphUrls } from "../config/subgraph-urls";
import { subgraphConnector } from "../transport/subgraph-connector";
import { routerSupergraph } from "./router-supergraph";
import { startSidecar } from "./sidecar";

/**
 * `npm run sidecar` serves it, by the gateway's variables and SIDECAR_PORT; `npm run --silent sidecar -- supergraph` prints
 * what a router is to load.
 */
async function main([word, ...others]: string[], environment: Environment): Promise<void> {
  if (others.length > 0 || (word !== undefined && word !== "supergraph"))
    throw new ConfigurationError(`Expected supergraph or nothing, got ${[word, ...others].join(" ")}.`);
  const config = readGatewayConfig(environment);
  const { SIDECAR_PORT } = readConfig({ SIDECAR_PORT: port(4100) }, environment);
  if (word === "supergraph") {
    process.stdout.write(routerSupergraph(`http://127.0.0.1:${SIDECAR_PORT}`));
    return;
  }
  const log = createLogger("sidecar", config.LOG_LEVEL);
  const keys = await ensureKeys(config.DATA_DIRECTORY);
  const signingKeys = readSigningKeys(
    config.INTERNAL_TOKEN_PRIVATE_KEY_FILE ?? keys.internalTokenPrivateKey,
    {
      onProblem: (error) =>
        log.error(
          { reason: String(error) },
          "the keys of internal tokens cannot be read; the former ones sign",
        ),
    },
  );
  if (config.auth === undefined) log.warn("no AUTH_ variable is set: tokens of `npm run token` are taken");
  const issuer = config.auth ?? { ...developmentTokens, jwks: keys.tokenJwks };
  const listed = readWholeList().map((one) => ({
    name: one.name,
    url: "url" in one ? one.url : `http://127.0.0.1:${one.port}/graphql`,
  }));
  const sidecar = await startSidecar({
    ...{ host: config.HOST, port: SIDECAR_PORT, urls: readSubgraphUrls(listed, environment) },
    tokens: await verifierOf(issuer, config.AUTH_REVOKED, systemClock),
    signer: createInternalTokenSigner({ privateKey: signingKeys.current, clock: systemClock }),
    ...{ signingKeys, clock: systemClock, log, connect: subgraphConnector(config.tls, log) },
    timeoutMs: config.SUBGRAPH_TIMEOUT_MS,
    maxAnswerBytes: config.SUBGRAPH_MAX_ANSWER_BYTES,
  });
  onShutdown(log, sidecar.stop);
  log.info({ url: sidecar.url }, "serving");
}

main(process.argv.slice(2), process.env).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
