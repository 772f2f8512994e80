/** What a token says of itself. Only the gateway can tell whether it is true. */
export interface TokenClaims {
  subject?: string;
  role?: string;
  /** In milliseconds since 1970. */
  expiresAtMs?: number;
}

/** Reads a token without verifying it; undefined where the text is none. */
export function readClaims(token: string): TokenClaims | undefined {
  const parts = token.split(".");
  if (parts.length !== 3) return undefined;
  try {
    const text = atob((parts[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const { sub, role, exp } = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    return {
      ...(typeof sub === "string" && { subject: sub }),
      ...(typeof role === "string" && { role }),
      ...(typeof exp === "number" && { expiresAtMs: exp * 1000 }),
    };
  } catch {
    // Not base64, or not JSON: what was pasted is something else.
    return undefined;
  }
}
