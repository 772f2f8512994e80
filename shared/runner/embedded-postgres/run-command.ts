import { spawn } from "node:child_process";

/** The user of the machine that PostgreSQL runs as; undefined means the user of this process. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** How a command ended; `code` is null when it could not be started or was killed. */
export interface CommandOutcome {
  code: number | null;
  /** Standard output and error together, trimmed. */
  output: string;
}

/** Runs a short command to its end and never rejects: a command that cannot start has code null. */
export function runCommand(
  command: string,
  args: string[],
  { account, input = "" }: { account?: Account | undefined; input?: string } = {},
): Promise<CommandOutcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...spawnOptions(account), stdio: "pipe" });
    let output = "";
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    // A command that ends without reading its input breaks the pipe; its exit code says why.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    child.once("error", (error) => resolve({ code: null, output: error.message }));
    child.once("close", (code) => resolve({ code, output: output.trim() }));
  });
}

/**
 * How every process of PostgreSQL is spawned. In the root folder, because the one we stand in may be
 * closed to the account and initdb refuses to start there. In a group of its own, because Ctrl-C in a
 * terminal goes to the whole group and would kill initdb, or the server before its clients. With a bare
 * environment, because a PGDATA or PGPORT of the operator would be obeyed, and his passwords are nobody's
 * business.
 */
export function spawnOptions(account: Account | undefined) {
  const environment = Object.fromEntries(
    passedOn.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return {
    cwd: "/",
    detached: true,
    env: { ...environment, LC_ALL: "C" },
    ...(account && { uid: account.uid, gid: account.gid }),
  };
}

const passedOn = ["PATH", "LD_LIBRARY_PATH", "SystemRoot", "TEMP", "TMP"];
