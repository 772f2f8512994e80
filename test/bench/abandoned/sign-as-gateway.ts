import { createRequire } from "node:module";
import { join } from "node:path";
import { systemClock } from "../../../shared/base/clock/clock";
import { fromRoot } from "../../../shared/base/project/project-root";
import { createInternalTokenSigner, internalTokenHeader } from "../../../shared/http/identity/internal-token";
import { ensureKeys, readPrivateKey } from "../../../shared/http/identity/keys";
import type { Viewer } from "../../../shared/http/identity/viewer";

/** Gives the header by which a subgraph of a build believes who the viewer is. */
export type SignAsGateway = (viewer: Viewer, subgraph: string) => Promise<Record<string, string>>;

/** Signs as the gateway of a built checkout does, with keys that are made in its data folder. */
export async function signAsGatewayOf(root: string, dataDirectory: string): Promise<SignAsGateway> {
  if (root !== fromRoot()) return signAsBuildBefore(root, dataDirectory);
  const keys = await ensureKeys(dataDirectory);
  const privateKey = await readPrivateKey(keys.internalTokenPrivateKey);
  const signer = createInternalTokenSigner({ privateKey, clock: systemClock });
  return async (viewer, subgraph) => ({ [internalTokenHeader]: await signer.sign(viewer, subgraph) });
}

/** What the token and its key were called in 6f0ecfb, the build that is compared with. */
interface StatementModules {
  ensureKeys(directory: string): Promise<{ statementPrivateKey: string }>;
  readPrivateKey(file: string): Promise<unknown>;
  createStatementSigner(options: { privateKey: unknown; clock: typeof systemClock }): {
    sign(viewer: Viewer, subgraph: string): Promise<string>;
  };
  statementHeader: string;
}

async function signAsBuildBefore(root: string, dataDirectory: string): Promise<SignAsGateway> {
  const load = createRequire(join(root, "package.json"));
  const identity = (name: string) => load(join(root, "dist", "shared", "identity", name));
  const before: StatementModules = { ...identity("keys.js"), ...identity("statement.js") };
  const keys = await before.ensureKeys(dataDirectory);
  const privateKey = await before.readPrivateKey(keys.statementPrivateKey);
  const signer = before.createStatementSigner({ privateKey, clock: systemClock });
  return async (viewer, subgraph) => ({ [before.statementHeader]: await signer.sign(viewer, subgraph) });
}
