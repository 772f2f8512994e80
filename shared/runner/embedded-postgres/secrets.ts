import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { isErrno } from "../../base/errors/is-errno";
import { makeOpenFolder } from "./make-open-folder";
import { StartupError } from "./startup-error";

const secretsSchema = z.object({ passwords: z.record(z.string(), z.string()) });

/**
 * The password of a role of the embedded cluster, from `<dataDirectory>/secrets.json`, which only its owner
 * reads. One that is not there yet is made of 24 random bytes and stored; `isNew` says so. It needs no
 * escaping in a URL or in SQL.
 */
export function passwordOf(dataDirectory: string, role: string): { password: string; isNew: boolean } {
  const file = join(dataDirectory, "secrets.json");
  const { passwords } = readSecrets(file);
  const known = passwords[role];
  if (known !== undefined) return { password: known, isNew: false };
  const password = randomBytes(24).toString("base64url");
  writeSecrets(file, { passwords: { ...passwords, [role]: password } });
  return { password, isNew: true };
}

function readSecrets(file: string): z.output<typeof secretsSchema> {
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (isErrno(error, "ENOENT")) return { passwords: {} };
    throw new StartupError(
      `${file} cannot be read as the passwords of the embedded PostgreSQL: make it readable, or delete it and new ones are set.`,
      { cause: error },
    );
  }
}

/** Written to another file and renamed, so that a kill in between leaves the old file whole. */
function writeSecrets(file: string, secrets: z.output<typeof secretsSchema>): void {
  makeOpenFolder(dirname(file));
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(unfinished, file);
}
