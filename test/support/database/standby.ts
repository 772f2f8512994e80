import { chownSync, cpSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { type Cluster, startCluster } from "../../../shared/runner/embedded-postgres/cluster";
import { makeOpenFolder } from "../../../shared/runner/embedded-postgres/make-open-folder";
import { runCommand } from "../../../shared/runner/embedded-postgres/run-command";

/** A server that may have a standby. */
export function startPrimary(dataDirectory: string): Promise<Cluster> {
  const settings = ["wal_level=replica", "max_wal_senders=4", "wal_keep_size=256MB"];
  return startCluster({ dataDirectory, port: 0, fast: true, settings });
}

/** Copies the data of a running server into another data directory, as pg_basebackup does. */
export async function copyForStandby(primary: Cluster, from: string, to: string): Promise<void> {
  const folder = join(to, "postgres");
  makeOpenFolder(to);
  const session = new Client({ connectionString: primary.url });
  await session.connect();
  try {
    await session.query("SELECT pg_backup_start('standby', TRUE)");
    const { code, output } = await runCommand("cp", ["-a", primary.folder, folder]);
    if (code !== 0) throw new Error(output);
    const { rows } = await session.query<{ labelfile: string }>("SELECT labelfile FROM pg_backup_stop()");
    const { uid, gid } = statSync(folder);
    for (const [name, content] of Object.entries({
      backup_label: rows[0]?.labelfile ?? "",
      "standby.signal": "",
    })) {
      writeFileSync(join(folder, name), content);
      chownSync(join(folder, name), uid, gid);
    }
  } finally {
    await session.end();
  }
  for (const name of ["postmaster.pid", "postmaster.opts"]) rmSync(join(folder, name), { force: true });
  cpSync(join(from, "secrets.json"), join(to, "secrets.json"));
}

/** Starts such a copy as a standby, which follows a primary if there is one. */
export function startStandby(
  dataDirectory: string,
  { port = 0, follow }: { port?: number; follow?: Cluster },
) {
  const { hostname, port: of, username, password } = new URL(follow?.url ?? "postgres://none");
  const connection = `host=${hostname} port=${of} user=${username} password=${password}`;
  return startCluster({
    dataDirectory,
    port,
    exactPort: port !== 0,
    fast: true,
    settings: [
      "wal_level=replica",
      "max_wal_senders=4",
      ...(follow ? [`primary_conninfo=${connection}`] : []),
    ],
  });
}
