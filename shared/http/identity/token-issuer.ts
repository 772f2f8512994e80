import type { Clock } from "../../base/clock/clock";
import { ConfigurationError, type Environment, readConfig } from "../../base/config/read-config";
import { text } from "../../base/config/variables";
import { fromRoot } from "../../base/project/project-root";
import { ensureKeys } from "./keys";
import { readRevokedTokens } from "./revoked-tokens";
import { tokenKeys } from "./token-keys";
import { createTokenVerifier, type TokenVerifier } from "./token-verifier";

/** Whose tokens are taken. */
export interface TokenIssuer {
  /** A URL or a file with a JSON Web Key Set. */
  jwks: string;
  issuer: string;
  audience: string;
}

/** The tokens of `npm run token`, taken when no AUTH_ variable is set. */
export const developmentTokens = { issuer: "hanoi-sector-graph-dev", audience: "hanoi-sector-graph" };

/** The variables that say whose tokens are taken. */
export const issuerVariables = () => ({
  AUTH_JWKS: text("a URL or a file with a JSON Web Key Set").optional(),
  AUTH_ISSUER: text("the claim `iss` of the tokens").optional(),
  AUTH_AUDIENCE: text("the claim `aud` of the tokens").optional(),
  AUTH_REVOKED: text("a file with the tokens that are revoked").optional(),
});

type IssuerVariables = Partial<Record<keyof ReturnType<typeof issuerVariables>, string>>;

/** Undefined where none is set. All three variables or none: with one forgotten, any token might pass. */
export function issuerOf(config: IssuerVariables): TokenIssuer | undefined {
  const { AUTH_JWKS: jwks, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = config;
  if (jwks && issuer && audience) return { jwks, issuer, audience };
  const missing = (["AUTH_JWKS", "AUTH_ISSUER", "AUTH_AUDIENCE"] as const).filter((name) => !config[name]);
  if (missing.length === 3) return undefined;
  throw new ConfigurationError(
    missing
      .map((name) => `${name} is not set: expected a value, for another AUTH_ variable is set.`)
      .join("\n"),
  );
}

/** Takes the tokens that the environment says: what a process that is no gateway knows people by. */
export async function tokensOf(environment: Environment, clock: Clock): Promise<TokenVerifier> {
  const variables = { ...issuerVariables(), DATA_DIRECTORY: text("a folder").default(fromRoot(".data")) };
  const config = readConfig(variables, environment);
  const development = async () => ({
    ...developmentTokens,
    jwks: (await ensureKeys(config.DATA_DIRECTORY)).tokenJwks,
  });
  return verifierOf(issuerOf(config) ?? (await development()), config.AUTH_REVOKED, clock);
}

/** Takes the tokens of an issuer, without those that a file revokes. */
export async function verifierOf(
  { jwks, ...expected }: TokenIssuer,
  revokedFile: string | undefined,
  clock: Clock,
): Promise<TokenVerifier> {
  const revoked =
    revokedFile === undefined ? undefined : readRevokedTokens(revokedFile, () => performance.now());
  return createTokenVerifier({
    ...expected,
    keys: await tokenKeys(jwks),
    clock,
    ...(revoked && { revoked }),
  });
}
