import type { RequestListener } from "node:http";
import { createServer, type Server, type ServerOptions } from "node:https";
import { TLSSocket } from "node:tls";
import type { FastifyInstance } from "fastify";
import { GraphError } from "../../base/errors/graph-error";
import type { TlsMaterial } from "./tls-files";

/** How often a server looks whether it has another certificate, in milliseconds. */
const lookMs = 1_000;

/**
 * A server that takes connections by TLS, each by the files as they are when it begins. Clients are asked for a certificate
 * where there is a CA for it; that they have shown one is for `requireClientCertificate`.
 */
export function createTlsServer(
  material: () => TlsMaterial,
  options: ServerOptions,
  listener: RequestListener,
): Server {
  let current = material();
  const server = createServer(
    { ...options, ...current, requestCert: current.ca !== undefined, rejectUnauthorized: false },
    listener,
  );
  const timer = setInterval(() => {
    const latest = material();
    if (latest === current) return;
    current = latest;
    server.setSecureContext(latest);
  }, lookMs).unref();
  server.once("close", () => clearInterval(timer));
  return server;
}

/**
 * Refuses all but health to clients without a certificate that the CA has signed. Health is asked by what has none, such as
 * Kubernetes, and tells nothing but whether the process is ready.
 */
export function requireClientCertificate(app: FastifyInstance): void {
  app.addHook("onRequest", (request, _reply, done) => {
    const { socket } = request.raw;
    if (request.url.startsWith("/health/") || (socket instanceof TLSSocket && socket.authorized))
      return done();
    const reason = socket instanceof TLSSocket ? socket.authorizationError : "no TLS";
    done(
      new GraphError(
        "UNAUTHENTICATED",
        `Expected a client certificate that the CA here has signed; it is refused (${reason ?? "none"}).`,
      ),
    );
  });
}
