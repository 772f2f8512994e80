import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What jest tells of a file of tests. */
interface FileResult {
  testFilePath: string;
  numFailingTests: number;
  /** Why none of them ran. */
  testExecError?: unknown;
  testResults: { status: string; fullName: string }[];
}

/** Files that failed in the last run, a path a line; absent when all passed. */
const failedFiles = join(__dirname, "../../failed-tests.txt");

/**
 * Names what failed at the very end, a line each, where it is found below thousands of lines; and writes down in which
 * files, so that `.ci/run` can run these alone.
 */
export default class FailedTestsReporter {
  onRunStart(): void {
    rmSync(failedFiles, { force: true });
  }

  onRunComplete(_contexts: unknown, { testResults }: { testResults: FileResult[] }): void {
    const failed = testResults.filter((file) => file.numFailingTests > 0 || file.testExecError);
    if (failed.length === 0) return;
    writeFileSync(failedFiles, failed.map(({ testFilePath }) => `${testFilePath}\n`).join(""));
    for (const { testFilePath, testResults: tests } of failed) {
      const names = tests.filter(({ status }) => status === "failed").map(({ fullName }) => fullName);
      for (const name of names.length > 0 ? names : ["(the file itself)"])
        console.error(`FAILED ${testFilePath}: ${name}`);
    }
  }
}
