import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromRoot } from "../project/project-root";
import { createLogOutput } from "./log-output";

const folder = mkdtempSync(join(tmpdir(), "graph-log-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Logs and ends in the same turn when it is told to, so that its last lines are written while it ends. */
const program = `
  const { createLogger } = require(${JSON.stringify(fromRoot("dist", "shared", "base", "log", "logger.js"))});
  const log = createLogger("tasks", "info");
  log.info("begun");
  process.stdin.once("data", () => {
    log.info("stopping");
    log.info("stopped");
    process.exit(0);
  });
`;

it("lets a process end whose reader has gone", async () => {
  const child = spawn(process.execPath, ["--eval", program], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    await once(child.stdout, "data");
    child.stdout.destroy();
    await once(child.stdout, "close");
    child.stdin.write("end\n");
    expect(await once(child, "exit")).toEqual([0, null]);
  } finally {
    child.kill("SIGKILL");
  }
});

it("has written everything when a process ends", async () => {
  const child = spawn(process.execPath, ["--eval", program], { stdio: ["pipe", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (some: string) => {
    if (text === "") child.stdin.write("end\n");
    text += some;
  });
  await once(child, "close");
  const messages = text.trimEnd().split("\n");
  expect(messages.map((line) => JSON.parse(line).msg)).toEqual(["begun", "stopping", "stopped"]);
});

it("writes lines in order, drops what is too much, and tells how much that was", async () => {
  const file = join(folder, "lines");
  const descriptor = openSync(file, "w");
  const output = createLogOutput(descriptor, { mostWaiting: 10 });
  const written = () => readFileSync(file, "utf8").trimEnd().split("\n");
  for (const line of ["one\n", "two\n", "three\n", "four\n"]) output.write(line);
  while (written().length < 3) await new Promise(setImmediate);
  output.write("five\n");
  while (written().length < 4) await new Promise(setImmediate);
  closeSync(descriptor);
  const [one, two, loss = "", five] = written();
  expect([one, two, five]).toEqual(["one", "two", "five"]);
  expect(JSON.parse(loss)).toMatchObject({ level: "error", lines: 2 });
});

const full = "/dev/full";
const onFullDisk = existsSync(full) ? it : it.skip;

onFullDisk("goes on where the disk is full, and ends", async () => {
  const descriptor = openSync(full, "w");
  const child = spawn(process.execPath, ["--eval", program], { stdio: ["pipe", descriptor, "pipe"] });
  closeSync(descriptor);
  let problems = "";
  child.stderr?.setEncoding("utf8").on("data", (some: string) => {
    problems += some;
  });
  child.stdin?.write("end\n");
  try {
    expect(await once(child, "close")).toEqual([0, null]);
    expect(problems).toBe("");
  } finally {
    child.kill("SIGKILL");
  }
});
