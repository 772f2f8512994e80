import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { finished } from "node:stream/promises";
import { LogFile } from "./log-file";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "log-file-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("sets a file aside that grows too large while its process goes on, and loses no line", async () => {
  const file = join(folder, "gateway.log");
  const log = new LogFile(file, () => {}, 4_000);
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  log.follow(stdout, stderr);
  const lines = Array.from({ length: 60 }, (_, index) => `{"line":${index},"text":"${"x".repeat(80)}"}`);
  for (const line of lines) stdout.write(`${line}\n`);
  stdout.end();
  await finished(stdout);
  await log.close();
  expect(readdirSync(folder).sort()).toEqual(["gateway.log", "gateway.log.1"]);
  const read = [`${file}.1`, file].flatMap((each) => readFileSync(each, "utf8").trimEnd().split("\n"));
  expect(read).toEqual(lines);
  expect(statSync(`${file}.1`).size).toBeLessThan(4_200);
});

it("says once that its file cannot be opened, and passes on what is urgent", async () => {
  const told: string[] = [];
  const log = new LogFile(join(folder, "absent", "gateway.log"), (line) => told.push(line), 100);
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  log.follow(stdout, stderr);
  for (const line of ["Error: one", "Error: two", "Error: three"]) stderr.write(`${line.padEnd(90)}\n`);
  stderr.end();
  await finished(stderr);
  await log.close();
  expect(told.filter((line) => line.startsWith("Error:"))).toHaveLength(3);
  expect(told.filter((line) => line.includes("cannot be written"))).toHaveLength(1);
});
