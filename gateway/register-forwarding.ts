import type { FastifyInstance } from "fastify";
import { registerForwardedPaths } from "./forwarded/forwarded-paths";
import type { GatewayOptions } from "./gateway-options";
import type { ServedGraph } from "./graph/served-graph";
import { defaultImportBytes, registerImportPaths } from "./imports/register-import-paths";
import type { Requests } from "./open-requests";
import { defaultSyncBytes, registerSyncPath } from "./sync/register-sync-path";

/** What a subgraph answers and the gateway passes on: declared paths, imports, and rows of programs. */
export function registerForwarding(
  app: FastifyInstance,
  { config, declarations, signer }: Pick<GatewayOptions, "config" | "declarations" | "signer">,
  { supergraphs }: Pick<ServedGraph, "supergraphs">,
  { viewerOf, rateOf }: Pick<Requests, "viewerOf" | "rateOf">,
): void {
  const transports = () => supergraphs.current().transports;
  const passed = { transports, viewerOf, signer, rateOf };
  const transportOf = (name: string) => transports().get(name);
  registerForwardedPaths(app, declarations?.forwardedPaths ?? [], transportOf, signer, rateOf);
  registerImportPaths(app, { ...passed, maxBytes: config.IMPORT_MAX_BYTES ?? defaultImportBytes });
  registerSyncPath(app, { ...passed, maxBytes: config.SYNC_MAX_BYTES ?? defaultSyncBytes });
}
