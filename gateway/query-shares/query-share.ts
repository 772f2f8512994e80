import type { Role } from "../../shared/http/identity/viewer";

/** A part of an address, as a client sends it: once, or several times. */
export type AddressValues = Readonly<Record<string, string | readonly string[]>>;

/** An address that runs a saved query for whoever has it, with the rights that its maker had when he made it. */
export interface QueryShare {
  id: string;
  /** Name of the saved query. */
  savedQuery: string;
  /** Of what it ran when it was shared. */
  contentHash: string;
  /** Of the address that was made. */
  format: string;
  /** What the address cannot set otherwise. */
  parameters: AddressValues;
  subject: string;
  role: Role;
  organization: string | null;
  /** Of the claim `scope` of the token that made it. */
  scopes: readonly string[];
  /** `jti` and `iat` of the token that made it. */
  tokenId: string | null;
  tokenIssuedAt: Date | null;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  uses: number;
}

/** Longest life of one, in days. */
export const longestShareDays = 366;
