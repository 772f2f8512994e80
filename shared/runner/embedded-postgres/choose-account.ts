import { statSync } from "node:fs";
import { type Account, runCommand } from "./run-command";
import { StartupError } from "./startup-error";

/**
 * Who PostgreSQL runs as. It refuses uid 0, so root hands over to another user: the one that owns the data
 * folder already, else `postgres`, which is created when the machine has none. Everyone else runs it as
 * himself, which is undefined.
 */
export async function chooseAccount(dataFolder: string, name = "postgres"): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) {
    const found = await runCommand("id", ["-un", String(owner.uid)]);
    return { name: found.code === 0 ? found.output : `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  }
  const known = await lookUp(name);
  if (known !== undefined) return known;
  await runCommand("groupadd", ["--system", "--force", name]);
  const made = await runCommand("useradd", ["--system", "--gid", name, "--no-create-home", name]);
  const created = await lookUp(name);
  if (created !== undefined) return created;
  const reason = made.output.split("\n").at(-1) ?? "";
  throw new StartupError(
    `PostgreSQL does not run as root, and the user ${name} could not be created (${reason}): create it, start as another user, or set every *_DATABASE_URL.`,
  );
}

async function lookUp(name: string): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all([runCommand("id", ["-u", name]), runCommand("id", ["-g", name])]);
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { name, uid: Number(uid.output), gid: Number(gid.output) };
}
