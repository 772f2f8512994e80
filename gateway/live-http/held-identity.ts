import { decodeJwt } from "jose";
import type { Clock } from "../../shared/base/clock/clock";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { TokenClaims } from "../../shared/http/identity/revoked-tokens";
import type { TokenVerifier } from "../../shared/http/identity/token-verifier";
import { publicViewer, type Viewer } from "../../shared/http/identity/viewer";

/** Who holds a connection, for as long as its token holds. */
export interface HeldIdentity {
  readonly viewer: Viewer;
  /** When its token ends; undefined for the public, which needs none. */
  readonly endsAt: Date | undefined;
  /**
   * Takes another token of the same viewer in the place of the one before. Throws UNAUTHENTICATED when it does not hold,
   * FORBIDDEN when it speaks for somebody else: what is open was begun with the rights of the first.
   */
  renew(token: string): Promise<void>;
  release(): void;
}

export interface IdentityWatch {
  /** Verifies a token, and watches it until it is released; none is the public's. `onEnd` is called once, with why. */
  hold(token: string | undefined, onEnd: (why: GraphError) => void): Promise<HeldIdentity>;
}

interface WatchedToken {
  endsAt: number;
  claims: TokenClaims;
  end(why: GraphError): void;
}

/** How often tokens of open connections are looked at, in milliseconds. */
const lookMs = 1_000;

/** `tokens` is absent where identity is switched off: then everyone is the public reader. */
export function createIdentityWatch(tokens: TokenVerifier | undefined, clock: Clock): IdentityWatch {
  const watched = new Set<WatchedToken>();
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    const now = clock.now().getTime();
    for (const each of watched) {
      const problem = problemOf(each, now, tokens);
      if (problem) each.end(problem);
    }
  };
  return {
    async hold(token, onEnd) {
      if (token === undefined || !tokens)
        return { viewer: publicViewer, endsAt: undefined, renew: refuseRenewal, release() {} };
      const viewer = await tokens.verify(token);
      const release = () => {
        watched.delete(held);
        if (watched.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
      const held: WatchedToken = {
        ...readToken(token),
        end(why) {
          release();
          onEnd(why);
        },
      };
      watched.add(held);
      timer ??= setInterval(look, lookMs).unref();
      return {
        viewer,
        get endsAt() {
          return new Date(held.endsAt);
        },
        async renew(other) {
          if (!isSameViewer(viewer, await tokens.verify(other))) throw forSomebodyElse();
          const latest = readToken(other);
          if (latest.endsAt >= held.endsAt) Object.assign(held, latest);
        },
        release,
      };
    },
  };
}

/** Whether two tokens speak for the same, with the same rights. */
export function isSameViewer(one: Viewer, other: Viewer): boolean {
  return one.subject === other.subject && one.role === other.role && one.organization === other.organization;
}

export function forSomebodyElse(): GraphError {
  return new GraphError(
    "FORBIDDEN",
    "Expected a token of the viewer that the connection was opened by; open another one.",
  );
}

async function refuseRenewal(): Promise<void> {
  throw forSomebodyElse();
}

/** Of a token that was verified, which has these claims. */
function readToken(token: string): Pick<WatchedToken, "endsAt" | "claims"> {
  const { exp = 0, sub, jti, iat } = decodeJwt(token);
  return { endsAt: exp * 1000, claims: { sub, jti, iat } };
}

function problemOf(
  { endsAt, claims }: WatchedToken,
  now: number,
  tokens: TokenVerifier | undefined,
): GraphError | undefined {
  if (now >= endsAt) return ended("this one has ended");
  try {
    return tokens?.isRevoked(claims) ? ended("this one was revoked") : undefined;
  } catch (error) {
    // A list that cannot be read may name it.
    if (error instanceof GraphError) return error;
    throw error;
  }
}

function ended(problem: string): GraphError {
  return new GraphError("UNAUTHENTICATED", `Expected a token that holds: ${problem}; sign in anew.`);
}
