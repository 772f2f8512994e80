import { join } from "node:path";
import { superuser } from "./initialise-cluster";
import type { Placement } from "./locate-cluster";
import { runCommand } from "./run-command";
import { StartupError } from "./startup-error";

/**
 * Sets the superuser's password of a cluster that is not running: when `secrets.json` was deleted, but the
 * data was not. A server in single-user mode asks for no password.
 */
export async function resetPassword(
  { folder, binaries, account }: Placement,
  password: string,
): Promise<void> {
  const { code, output } = await runCommand(
    join(binaries.folder, "bin", "postgres"),
    ["--single", "-D", folder, "postgres"],
    { account, input: `ALTER ROLE ${superuser} PASSWORD '${password}'\n` },
  );
  const problem = output.split("\n").find((line) => /ERROR|FATAL|PANIC/.test(line));
  if (code !== 0 || problem !== undefined) {
    throw new StartupError(
      `The password of the PostgreSQL in ${folder} could not be set anew (${problem ?? `exit code ${code}`}): restore secrets.json beside it, or move the data folder away.`,
    );
  }
}
