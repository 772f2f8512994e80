import { GraphError } from "../../shared/base/errors/graph-error";
import type { TokenVerifier } from "../../shared/http/identity/token-verifier";
import { publicViewer, type Viewer } from "../../shared/http/identity/viewer";
import type { HeldToken } from "../request/context";
import { heldToken } from "../request/token-claims";

/** Who holds a connection. A live query ends with its token (`GatewayContext.token`), so nobody looks at it here. */
export interface HeldIdentity {
  readonly viewer: Viewer;
  /** The token as it is now; undefined for the public, which needs none. */
  token(): HeldToken | undefined;
  /** Throws UNAUTHENTICATED where the token holds no more. */
  verify(): Promise<void>;
  /**
   * Takes another token of the same viewer in the place of the one before, unless it ends sooner. Throws UNAUTHENTICATED
   * when it does not hold, FORBIDDEN when it speaks for somebody else: what is open was begun with the rights of the first.
   */
  renew(token: string): Promise<void>;
}

/**
 * Verifies a token; without one it is the public's. Throws UNAUTHENTICATED. `tokens` is absent where identity is switched
 * off: then everyone is the public reader.
 */
export async function holdIdentity(
  tokens: TokenVerifier | undefined,
  token: string | undefined,
): Promise<HeldIdentity> {
  if (token === undefined || !tokens) return publicIdentity;
  const viewer = await tokens.verify(token);
  let current = token;
  let held = heldToken(token);
  return {
    viewer,
    token: () => held,
    verify: async () => void (await tokens.verify(current)),
    async renew(other) {
      if (!isSameViewer(viewer, await tokens.verify(other))) throw forSomebodyElse();
      const latest = heldToken(other);
      if (!latest || (held && latest.expiresAt < held.expiresAt)) return;
      [current, held] = [other, latest];
    },
  };
}

const publicIdentity: HeldIdentity = {
  viewer: publicViewer,
  token: () => undefined,
  verify: async () => {},
  renew: async () => {
    throw forSomebodyElse();
  },
};

/** Whether two tokens speak for the same, with the same rights. */
export function isSameViewer(one: Viewer, other: Viewer): boolean {
  const { subject, role, organization, scopes = [] } = one;
  const isSame = subject === other.subject && role === other.role && organization === other.organization;
  return isSame && scopes.join(" ") === (other.scopes ?? []).join(" ");
}

export function forSomebodyElse(): GraphError {
  return new GraphError(
    "FORBIDDEN",
    "Expected a token of the viewer that the connection was opened by; open another one.",
  );
}
