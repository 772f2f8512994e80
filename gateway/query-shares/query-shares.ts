import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "../../shared/base/clock/clock";
import { badInput, GraphError } from "../../shared/base/errors/graph-error";
import { requireRole } from "../../shared/http/identity/require-role";
import type { TokenClaims } from "../../shared/http/identity/revoked-tokens";
import type { Viewer } from "../../shared/http/identity/viewer";
import type { GatewayDatabase } from "../database/gateway-database";
import { type FoundQuery, mayRead, type SavedQueries, savers } from "../saved-queries/saved-queries";
import { type AddressValues, longestShareDays, type QueryShare } from "./query-share";
import * as queries from "./query-share.queries";

export interface ShareDraft {
  format: string;
  /** How long it is shared. */
  days: number;
  parameters: AddressValues;
}

/** A saved query that was shared, and as whom it is run. */
export interface SharedQuery {
  found: FoundQuery;
  share: QueryShare;
  viewer: Viewer;
}

/** Whether a share still runs what it was made for. */
export type ShareState = "shared" | "expired" | "revoked" | "changed";
export interface ListedShare extends QueryShare {
  state: ShareState;
}

/** Addresses that run saved queries without a token. */
export interface QueryShares {
  /** Gives the key, which is nowhere stored. `token`: of the one that was sent. */
  share(
    name: string,
    draft: ShareDraft,
    viewer: Viewer,
    token: TokenClaims,
  ): Promise<{ share: QueryShare; key: string }>;
  /** Throws SHARE_ENDED for a key that opens nothing, or nothing any more. */
  open(name: string, key: string): Promise<SharedQuery>;
  countUse(share: QueryShare): Promise<void>;
  /** The viewer's own of a saved query; of an admin everyone's. */
  list(name: string, viewer: Viewer): Promise<ListedShare[]>;
  revoke(name: string, id: string, viewer: Viewer): Promise<void>;
}

export interface QuerySharesOptions {
  database: GatewayDatabase;
  savedQueries: SavedQueries;
  /** Whether a token was revoked since. */
  isRevoked: (token: TokenClaims) => boolean;
  clock: Clock;
}

/** Bits of a key that nobody guesses. */
const keyBytes = 24;
const key = /^[A-Za-z0-9_-]{32}$/;
const dayMs = 86_400_000;
/** So many of one saved query. */
const mostShares = 50;

/**
 * Whoever has the address of a share gets the saved query's table as its maker would: with the role, organization and
 * scopes that he had when he made it. That is why it is bound to what was shared, word by word, and ends with the token that made it.
 */
export function createQueryShares({
  database,
  savedQueries,
  isRevoked,
  clock,
}: QuerySharesOptions): QueryShares {
  const stateOf = (share: QueryShare, contentHash: string | undefined): ShareState => {
    if (share.revokedAt || isRevoked(tokenOf(share))) return "revoked";
    if (share.expiresAt <= clock.now()) return "expired";
    return share.contentHash === contentHash ? "shared" : "changed";
  };
  const ofSubject = ({ role, subject }: Viewer) => (role === "admin" ? null : (subject ?? ""));
  return {
    async share(name, { format, days, parameters }, viewer, token) {
      requireRole(viewer, savers, "sharing a saved query");
      const { query } = await savedQueries.find(name, viewer);
      if (query.isShipped)
        throw new GraphError(
          "FORBIDDEN",
          "Expected a saved query of somebody's; save a copy under another name, and share that.",
        );
      const now = clock.now();
      const secret = randomBytes(keyBytes).toString("base64url");
      const { subject, role, organization, scopes = [] } = viewer;
      const share = {
        ...{ id: randomUUID(), savedQuery: name, contentHash: query.contentHash, format, parameters },
        ...{ subject: subject ?? "", role, organization, scopes },
        tokenId: token.jti ?? null,
        tokenIssuedAt: token.iat === undefined ? null : new Date(token.iat * 1000),
        createdAt: now,
        expiresAt: new Date(now.getTime() + Math.min(days, longestShareDays) * dayMs),
      };
      await database.change(async (statements) => {
        if ((await queries.countShares(statements, name, now)) >= mostShares)
          throw badInput(
            `Expected at most ${mostShares} shares of a saved query at a time; take one back first.`,
          );
        if (!(await queries.insertShare(statements, share, hashOf(secret))))
          throw new GraphError("STALE_VERSION", "Somebody changed the saved query meanwhile: read it again.");
      });
      return { share: { ...share, revokedAt: null, lastUsedAt: null, uses: 0 }, key: secret };
    },
    async open(name, given) {
      if (!key.test(given)) throw ended(unknownKey);
      const share = await database.use((statements) => queries.findShare(statements, hashOf(given)));
      if (!share || share.savedQuery !== name) throw ended(unknownKey);
      const found = await savedQueries.findShared(name);
      const state = stateOf(share, found?.query.contentHash);
      if (!found || state !== "shared") throw ended(reasons[state]);
      const { subject, role, organization, scopes } = share;
      const viewer = { subject, role, organization, scopes };
      // It was everyone's when he shared it, and is its owner's alone now.
      if (!mayRead(found.query, viewer))
        throw ended("Expected an address that is shared; what it runs is its owner's alone by now.");
      return { found, share, viewer };
    },
    countUse: ({ id }) => database.use((statements) => queries.countUse(statements, id, clock.now())),
    async list(name, viewer) {
      requireRole(viewer, savers, "the shares of a saved query");
      const { query } = await savedQueries.find(name, viewer);
      const listed = await database.use((statements) =>
        queries.listShares(statements, name, ofSubject(viewer)),
      );
      return listed.map((share) => ({ ...share, state: stateOf(share, query.contentHash) }));
    },
    async revoke(name, id, viewer) {
      requireRole(viewer, savers, "taking a share back");
      const wasThere =
        uuid.test(id) &&
        (await database.use((statements) =>
          queries.revokeShare(statements, { id, savedQuery: name }, ofSubject(viewer), clock.now()),
        ));
      if (!wasThere) throw new GraphError("NOT_FOUND", "Expected the id of a share of yours; this is none.");
    },
  };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const reasons: Record<ShareState, string> = {
  shared: "",
  revoked:
    "Expected an address that is shared; this one was taken back, or whoever made it may not any more.",
  expired: "Expected an address that is shared; the time of this one is over.",
  changed: "Expected an address that is shared; what this one runs was changed since.",
};
const unknownKey = "Expected an address that is shared; this one is not, or what it ran was deleted.";

/** The key has 192 bits at random: a hash without salt tells nothing of it, and is found by an index. */
function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

function tokenOf({ subject, tokenId, tokenIssuedAt }: QueryShare): TokenClaims {
  return {
    sub: subject,
    ...(tokenId !== null && { jti: tokenId }),
    ...(tokenIssuedAt && { iat: tokenIssuedAt.getTime() / 1000 }),
  };
}

function ended(message: string): GraphError {
  return new GraphError("SHARE_ENDED", message);
}
