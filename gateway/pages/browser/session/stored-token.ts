import { readClaims } from "./token-claims";

/** Where the session's token is kept. */
export const storageKey = "graph.token";

/** The token that is kept, unless its time is over; whether there was one whose time is over. */
export function readStoredToken(): { token?: string; expired: boolean } {
  // A page that the server renders is that of the public.
  const token = typeof sessionStorage === "undefined" ? null : sessionStorage.getItem(storageKey);
  if (token === null) return { expired: false };
  const until = readClaims(token)?.expiresAtMs;
  return until !== undefined && until <= Date.now() ? { expired: true } : { token, expired: false };
}
