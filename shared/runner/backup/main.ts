import "../../base/process/check-node";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigurationError, readConfig } from "../../base/config/read-config";
import { text } from "../../base/config/variables";
import { fromRoot } from "../../base/project/project-root";
import { StartupError } from "../embedded-postgres/startup-error";
import { restoreBackup } from "./restore-backup";
import { writeBackup } from "./write-backup";

/**
 * `npm run backup -- FILE` and `npm run restore -- FILE`: the embedded PostgreSQL of `DATA_DIRECTORY`, all databases in one
 * file, encrypted where `BACKUP_KEY_FILE` names a key.
 */
async function main(): Promise<void> {
  const [, , verb, name, ...more] = process.argv;
  if ((verb !== "backup" && verb !== "restore") || name === undefined || more.length > 0)
    throw new StartupError(`Expected one file: npm run ${verb ?? "backup"} -- FILE.`);
  const config = readConfig(
    {
      DATA_DIRECTORY: text("a folder for the database, keys and logs").default(".data"),
      BACKUP_KEY_FILE: text("the file of a key of 32 bytes or more").optional(),
    },
    process.env,
  );
  const options = {
    dataDirectory: resolve(fromRoot(), config.DATA_DIRECTORY),
    file: resolve(process.env.INIT_CWD ?? process.cwd(), name),
    key: config.BACKUP_KEY_FILE === undefined ? undefined : readKey(config.BACKUP_KEY_FILE),
    log: (line: string) => console.error(line),
  };
  const begun = performance.now();
  const seconds = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  if (verb === "backup") {
    const bytes = await writeBackup(options);
    const how = options.key ? "encrypted" : "not encrypted";
    console.log(`${options.file}: ${(bytes / 2 ** 20).toFixed(1)} MB, ${how}, in ${seconds()}.`);
  } else {
    const files = await restoreBackup(options);
    console.log(`Restored into ${options.dataDirectory}: ${files} files, each as it was, in ${seconds()}.`);
  }
}

/** A shorter one would be a password, which is guessed. */
const shortestKey = 32;

function readKey(file: string): Buffer {
  try {
    const key = readFileSync(file);
    if (key.length >= shortestKey) return key;
  } catch (cause) {
    throw new StartupError(`BACKUP_KEY_FILE: the file ${file} cannot be read.`, { cause });
  }
  throw new StartupError(
    `BACKUP_KEY_FILE: expected a key of ${shortestKey} bytes or more in ${file}; \`openssl rand -out ${file} 32\` makes one.`,
  );
}

main().catch((error: unknown) => {
  const isForeseen = error instanceof StartupError || error instanceof ConfigurationError;
  console.error(isForeseen ? error.message : error);
  process.exitCode = 1;
});
