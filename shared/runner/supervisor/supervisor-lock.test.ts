import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processIdentity } from "./process-identity";
import { awaitOrphans, SupervisorLock } from "./supervisor-lock";

let folder: string;
let file: string;
let other: ChildProcess;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  file = join(folder, "supervisor.json");
  // Ends on nothing but SIGKILL, and says when it has got that far.
  other = spawn("sh", ["-c", "trap '' TERM; echo ready; while :; do sleep 1; done"]);
  if (other.stdout) await once(other.stdout, "data");
});
afterEach(() => {
  other.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const write = (content: object) => writeFileSync(file, JSON.stringify(content));
const identify = (pid = 0) => ({ pid, identity: processIdentity(pid) ?? "" });

describe("the lock", () => {
  it("is held by one supervisor, and gone when it gives it back", () => {
    write({ ...identify(other.pid), children: [] });
    expect(() => SupervisorLock.take(folder)).toThrow(
      `Already running as pid ${other.pid} with the data in ${folder}: stop that one (kill ${other.pid}), or set DATA_DIRECTORY and the ports to others.`,
    );
    rmSync(file);
    const { lock } = SupervisorLock.take(folder);
    lock.setChild("tasks", other.pid ?? 0);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
      ...identify(process.pid),
      children: [{ ...identify(other.pid), name: "tasks" }],
    });
    lock.release();
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    [
      "of a pid that was given to another process",
      () => ({ pid: other.pid, identity: "earlier", children: [] }),
    ],
    ["that was cut off", () => ({})],
  ])("is taken over: one %s", (_, content) => {
    write(content());
    const { lock, orphans } = SupervisorLock.take(folder);
    expect([orphans, JSON.parse(readFileSync(file, "utf8")).pid]).toEqual([[], process.pid]);
    lock.release();
  });

  it("names the children of a killed supervisor, which are ended", async () => {
    write({
      pid: other.pid,
      identity: "earlier",
      children: [identify(other.pid), { pid: 1, identity: "earlier" }],
    });
    const { orphans } = SupervisorLock.take(folder);
    expect(orphans).toEqual([other.pid]);
    await awaitOrphans(orphans, 100);
    expect(processIdentity(other.pid ?? 0)).toBeUndefined();
  });
});
