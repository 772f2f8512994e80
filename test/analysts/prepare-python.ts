import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../shared/base/project/project-root";
import { runProgram } from "./run-program";

/** Packages, and what they are installed into, which is not committed. */
export interface PythonEnvironment {
  environment: string;
  requirements: string;
}

const ofAnalysts = {
  environment: fromRoot(".analysts"),
  requirements: fromRoot("test", "analysts", "requirements.txt"),
};

/**
 * Makes a Python with packages, those that analysts use if nothing else is said, unless it is there, and gives its path.
 * Throws where the machine has no Python of at least 3.11 with venv; `.ci/run` installs one.
 */
export async function preparePython({
  environment,
  requirements,
}: PythonEnvironment = ofAnalysts): Promise<string> {
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
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"];
  await runProgram(python, [...pip, "--requirement", requirements]);
  writeFileSync(mark, wanted);
  return python;
}
