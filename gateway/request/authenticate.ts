import type { FastifyInstance, FastifyRequest } from "fastify";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { TokenVerifier } from "../../shared/http/identity/token-verifier";
import { publicViewer, type Viewer } from "../../shared/http/identity/viewer";
import { operationPaths } from "./operation-paths";

/**
 * Finds the viewer of a request, before the body is read. A request without a token is the public reader's; one
 * with a token that does not hold is refused, or an expired token would pass for an empty database.
 * Returns the function that gives a request's viewer.
 */
export function authenticate(
  app: FastifyInstance,
  tokens: TokenVerifier,
): (request: FastifyRequest) => Viewer {
  app.decorateRequest("viewer");
  const verify = async (request: FastifyRequest, authorization: string) => {
    request.viewer = await tokens.verify(bearerToken(authorization));
  };
  app.addHook("onRequest", (request, _reply, done) => {
    const { authorization } = request.headers;
    if (authorization === undefined || !paths.has(request.routeOptions.url)) return done();
    verify(request, authorization).then(() => done(), done);
  });
  return (request) => request.viewer ?? publicViewer;
}

declare module "fastify" {
  interface FastifyRequest {
    /** The viewer; absent: the public reader. */
    viewer?: Viewer;
  }
}

/** Where an answer depends on the viewer. */
const paths: ReadonlySet<string | undefined> = new Set([...operationPaths, "/health/ready"]);

/** Throws UNAUTHENTICATED. See https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
export function bearerToken(authorization: string): string {
  const token = /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(authorization)?.[1];
  if (token !== undefined) return token;
  throw new GraphError("UNAUTHENTICATED", "Expected the header Authorization to be `Bearer` and a token.");
}
