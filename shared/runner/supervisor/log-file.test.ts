import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
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

it("goes on with its file when a full disk has room again, and says how many lines were lost", async () => {
  const file = join(folder, "gateway.log");
  symlinkSync("/dev/full", file);
  const told: string[] = [];
  const log = new LogFile(file, (line) => told.push(line), undefined, 0);
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  log.follow(stdout, stderr);
  stdout.write('{"line":1}\n');
  const isTold = async (part: string) => {
    while (!told.some((line) => line.includes(part))) await new Promise(setImmediate);
  };
  await isTold("cannot be written");
  // As a disk leaves it on which the end of a line found no room.
  rmSync(file);
  writeFileSync(file, '{"line":0}\n{"li');
  stdout.write('{"line":2}\n{"line":3}\n');
  await isTold("again");
  stdout.end();
  await finished(stdout);
  await log.close();
  expect(told).toEqual([
    "the log cannot be written: ENOSPC: no space left on device, write",
    "the log is written again; lines lost meanwhile: 1",
  ]);
  expect(readFileSync(file, "utf8")).toBe('{"line":0}\n{"li\n{"line":2}\n{"line":3}\n');
});
