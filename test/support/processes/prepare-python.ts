import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../../shared/base/project/project-root";
import { runProgram } from "./run-program";

/**
 * Makes a Python with pinned packages, unless it is there, and gives its path. `suite` is the folder of test/ whose
 * requirements.txt names them, and the environment is a folder of its name in the root, which is not committed. Throws
 * where the machine has no Python of at least 3.11 with venv; `.ci/run` installs one.
 */
export async function preparePython(suite: string): Promise<string> {
  const environment = fromRoot(`.${suite}`);
  const requirements = fromRoot("test", suite, "requirements.txt");
  const python = join(environment, "bin", "python");
  const mark = join(environment, "installed");
  const wanted = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return python;
  rmSync(environment, { recursive: true, force: true });
  const check = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))";
  await runProgram("python3", ["-c", check]).catch((cause: unknown) => {
    throw new Error("Expected python3, at least 3.11, with venv: apt-get install python3-venv.", { cause });
  });
  await runProgram("python3", ["-m", "venv", environment]);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--prefer-binary"];
  await runProgram(python, [...pip, "--requirement", requirements]);
  writeFileSync(mark, wanted);
  return python;
}
