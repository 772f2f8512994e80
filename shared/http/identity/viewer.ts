/** Who asks. The gateway knows it from the token; a subgraph from the gateway's statement. */
export interface Viewer {
  /** The token's `sub`; null for the public reader. */
  readonly subject: string | null;
  readonly role: Role;
  /** Code of the organization that an editor writes for; null for everyone else. */
  readonly organization: string | null;
  /** What the claim `scope` of the token says, for `@requiresScopes`; absent: none. Subgraphs are not told. */
  readonly scopes?: readonly string[];
}

export const roles = ["public", "analyst", "editor", "admin"] as const;
export type Role = (typeof roles)[number];

/** Who asks when no token came. */
export const publicViewer: Viewer = { subject: null, role: "public", organization: null };
