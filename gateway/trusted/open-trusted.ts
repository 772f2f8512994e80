import type { Logger } from "../../shared/base/log/logger";
import type { Pipeline } from "../pipeline/pipeline";
import { hashOf } from "../request/operation-record";
import { openTrustedDocuments, type TrustedDocuments } from "./trusted-documents";

export interface TrustedOptions {
  config: { SUPERGRAPH_POLL_MS: number; TRUSTED_DOCUMENTS?: string | undefined };
  /** Those of the gateway's own pages. */
  ofPages: TrustedDocuments;
  log: Logger;
}

/**
 * Trusted documents: those of a folder, each made ready before it is requested, and those of the gateway's own pages, which
 * most gateways are never asked for.
 */
export function openTrusted(
  { config: { TRUSTED_DOCUMENTS: folder, SUPERGRAPH_POLL_MS: pollMs }, ofPages, log }: TrustedOptions,
  pipeline: () => Pick<Pipeline, "prepare">,
): TrustedDocuments & { prepareAll(): void } {
  if (folder === undefined) return { ...ofPages, prepareAll: () => {} };
  const prepare = async () => {
    for (const query of opened.all()) {
      const problem = await pipeline().prepare({ query });
      if (problem)
        log.warn({ hash: hashOf(query), problem: problem.message }, "a trusted document does not fit");
    }
  };
  const prepareAll = () => {
    prepare().catch((error: unknown) => log.error({ err: error }, "trusted documents are not made ready"));
  };
  const opened = openTrustedDocuments(folder, pollMs, log, prepareAll);
  return {
    ...opened,
    textOf: (id, client) => opened.textOf(id, client) ?? ofPages.textOf(id, client),
    entries: () => [...opened.entries(), ...ofPages.entries()],
    clients: () => new Set([...opened.clients(), ...ofPages.clients()]),
    prepareAll,
  };
}
