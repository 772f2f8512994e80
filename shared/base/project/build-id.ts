import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fromRoot } from "./project-root";

/** Tells one build from another, the same on every machine that has it; undefined where that is not known. */
export function readBuildId(): string | undefined {
  try {
    // It has the hash of each source.
    return createHash("sha256")
      .update(readFileSync(fromRoot("dist", ".tsbuildinfo")))
      .digest("base64url");
  } catch {
    // A folder that was put together by other means.
    return undefined;
  }
}
