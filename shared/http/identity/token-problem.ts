import { errors } from "jose";

/**
 * The problem of a JWT that jose refused, as half a sentence without a stop; undefined when the fault
 * is not the token's. Quotes names of claims and nothing else of the token: an error message ends up in
 * logs and tickets, and a token is a key.
 */
export function describeTokenProblem(error: unknown): string | undefined {
  if (error instanceof errors.JWTExpired) return "it has expired";
  if (error instanceof errors.JWTClaimValidationFailed) return claimProblem(error);
  if (error instanceof errors.JWSSignatureVerificationFailed) return "its signature does not hold";
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) {
    return "its algorithm is not allowed";
  }
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return "it is signed by a key that is not known here";
  }
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return "it is not a JWT";
  return undefined;
}

function claimProblem({ claim, reason }: errors.JWTClaimValidationFailed): string {
  if (reason === "missing") return `the claim ${JSON.stringify(claim)} is missing`;
  if (claim === "nbf") return "it is not valid yet";
  return `the claim ${JSON.stringify(claim)} has another value`;
}
