import { execFile } from "node:child_process";

export interface ScriptResult {
  code: number;
  /** What it printed, standard output and then standard error. */
  output: string;
  /** What it was run for, without warnings of Node.js and the like. */
  stdout: string;
}

/** Runs one of our compiled scripts in a process of its own, with this process's environment and more. */
export function runScript(
  file: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<ScriptResult> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...environment }, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [file, ...args], options, (error, stdout, stderr) => {
      const code = typeof error?.code === "number" ? error.code : error ? 1 : 0;
      resolve({ code, output: `${stdout}${stderr}`, stdout });
    });
  });
}
