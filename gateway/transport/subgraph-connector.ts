import { buildConnector } from "undici";
import type { Logger } from "../../shared/base/log/logger";
import { type TlsFiles, watchTlsFiles } from "../../shared/http/tls/tls-files";

/** Opens a connection to a subgraph, plain or by TLS as its URL says. */
export type SubgraphConnector = buildConnector.connector;

const timeoutMs = 2_000;

/** Connections by TLS are checked by what Node.js trusts. */
export const defaultConnector: SubgraphConnector = buildConnector({ timeout: timeoutMs });

/**
 * The same by files of the operator's: a CA that has signed the subgraphs' certificates, and a certificate of the gateway's for
 * those who ask for one. A new connection goes by the files as they are; one that stands goes on. Throws
 * ConfigurationError where the files cannot be used.
 */
export function subgraphConnector(
  files: TlsFiles,
  log: Pick<Logger, "warn" | "error">,
  now?: () => number,
): SubgraphConnector {
  const material = watchTlsFiles(files, "SUBGRAPH_TLS", log, now);
  let current = material();
  // Another connector for other files: it has sessions of the former ones, which would go on by them.
  let connector = buildConnector({ timeout: timeoutMs, ...current });
  return (options, callback) => {
    const latest = material();
    if (latest !== current) {
      current = latest;
      connector = buildConnector({ timeout: timeoutMs, ...latest });
    }
    connector(options, callback);
  };
}
