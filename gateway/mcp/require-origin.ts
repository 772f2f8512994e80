import { GraphError } from "../../shared/base/errors/graph-error";

const localHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * A page can have a browser send requests to a server of its visitor's own network, under a name that it has changed
 * the address of in between (DNS rebinding). The protocol has servers refuse origins that they do not know: those of
 * `CORS_ORIGINS`, where `*` names none, and pages on this machine, which is where clients that are pages run. Programs
 * send no origin. Throws FORBIDDEN.
 */
export function requireOrigin(origin: string | undefined, origins: readonly string[]): void {
  if (origin === undefined || origin === "" || origins.includes(origin)) return;
  if (URL.canParse(origin) && localHosts.has(new URL(origin).hostname)) return;
  throw new GraphError(
    "FORBIDDEN",
    "Expected no Origin, that of a page on the same machine, or one of CORS_ORIGINS; got another.",
  );
}
