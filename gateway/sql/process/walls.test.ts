import { execFile, spawn, spawnSync } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createLogger } from "../../../shared/base/log/logger";
import { fromRoot } from "../../../shared/base/project/project-root";
import { eventually } from "../../../test/support/gateway/gateway-request";
import { startSql } from "../../../test/support/sql/sql-harness";
import { sqlProcessesOf } from "../../../test/support/sql/sql-processes";
import { openProcessFolders } from "./process-folder";
import { createProcessPool } from "./process-pool";
import { codeOfWorker, possibleWalls, thisMachine, type Walls } from "./walls";

/* Each wall, tried with what does no harm. */

const limits = { memoryMb: 256, diskMb: 64, cpuSeconds: 60 };
const user = 61_200;
const machine = thisMachine();
const isRoot = machine.uid === 0;
const all = possibleWalls(machine, limits, user);
const named = (name: Walls["name"]) => all.find((walls) => walls.name === name);
const canNamespaces =
  spawnSync("unshare", [...(isRoot ? [] : ["-r"]), "-m", "-n", "-p", "-i", "-u", "-f", "true"]).status === 0;
const withNamespaces = canNamespaces ? it : it.skip;
const asRoot = isRoot ? it : it.skip;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "sql-walls-"));
  await chmod(directory, 0o755);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** What a program without Node.js's own permissions can do behind walls. */
async function tryBehind(walls: Walls | undefined, flags: string[] = []): Promise<unknown> {
  if (!walls) throw new Error("Expected these walls to be possible.");
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const secret = join(directory, "readable-by-all");
  await writeFile(secret, "ours", { mode: 0o644 });
  const folders = await openProcessFolders(join(directory, walls.name), isRoot ? user : undefined);
  const folder = await folders.create();
  const results = walls.resultsOf(folder);
  const source = `
    const { readFileSync, writeFileSync, readdirSync } = require("node:fs");
    const { spawnSync } = require("node:child_process");
    const { connect } = require("node:net");
    const outcome = (act) => { try { return act() ?? "done"; } catch (error) { return error.code; } };
    const socket = connect(${port}, "127.0.0.1");
    const tell = (network) => {
      console.log(JSON.stringify({
        network,
        user: process.getuid(),
        ours: outcome(() => readFileSync(${JSON.stringify(secret)}, "utf8")),
        root: outcome(() => readdirSync("/").sort().join(" ")),
        write: outcome(() => writeFileSync("/tmp/sql-walls-other", "")),
        results: outcome(() => writeFileSync(${JSON.stringify(results)} + "/mine", "")),
        shell: outcome(() => spawnSync("/bin/sh", ["-c", "exit 0"]).error?.code ?? "ran"),
        others: outcome(() => { process.kill(${process.pid}, 0); }),
        environment: Object.keys(process.env).filter((name) => name !== "_").sort().join(" "),
      }));
      process.exit(0);
    };
    socket.on("connect", () => tell("connected")).on("error", (error) => tell(error.code));`;
  const command = walls.command([process.execPath, ...flags, "-e", source], folder);
  try {
    const { stdout } = await promisify(execFile)(command[0] ?? "", command.slice(1), {
      env: { PATH: "/usr/bin:/usr/sbin:/bin:/sbin" },
      cwd: "/",
    });
    return JSON.parse(stdout);
  } finally {
    server.close();
    await folder.remove();
    await rm("/tmp/sql-walls-other", { force: true });
  }
}

/** What stands at a machine's root, but for the one that the checkout and Node.js are below. */
const foldersOfMachine = ["etc", "home", "proc", "root", "sys", "var"].filter(
  (name) => !`${fromRoot()}/`.startsWith(`/${name}/`),
);

describe("behind namespaces", () => {
  withNamespaces("there is no file of the machine's, no network, no other process and no shell", async () => {
    const seen = await tryBehind(named("namespaces"));
    expect(seen).toEqual({
      network: "ENETUNREACH",
      user: isRoot ? user : 0,
      ours: "ENOENT",
      root: expect.not.stringMatching(new RegExp(`\\b(${foldersOfMachine.join("|")})\\b`)),
      // The folder is there, and read only, where the checkout stands in it.
      write: expect.stringMatching(/^(ENOENT|EROFS)$/),
      results: "done",
      shell: "ENOENT",
      others: "ESRCH",
      environment: "PATH PWD",
    });
  });

  withNamespaces("an SQL process has no rights, and no secret in its environment", async () => {
    process.env.SQL_WALLS_SECRET = "secret";
    const sql = await startSql({}, { standby: 1 });
    sql.runner.open();
    const [pid = 0] = await eventually(async () => {
      const pids = sqlProcessesOf(process.pid);
      return pids.length === 1 ? pids : undefined;
    });
    delete process.env.SQL_WALLS_SECRET;
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    const fieldOf = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, "m").exec(status)?.[1];
    expect(["NoNewPrivs", "CapEff", "CapPrm", "CapBnd", "CapInh", "CapAmb"].map(fieldOf)).toEqual([
      "1",
      ...Array<string>(5).fill("0000000000000000"),
    ]);
    expect(fieldOf("Uid")).toBe(String(isRoot ? user : machine.uid));
    const environment = (await readFile(`/proc/${pid}/environ`, "utf8")).split("\0").filter(Boolean);
    expect(environment.map((each) => each.split("=", 1)[0]).sort()).toEqual(["LC_ALL", "PATH", "PWD", "TZ"]);
    const spaces = ["ipc", "mnt", "net", "pid", "uts"];
    const spacesOf = (of: string) => Promise.all(spaces.map((name) => readlink(`/proc/${of}/ns/${name}`)));
    const [its, ours] = await Promise.all([spacesOf(String(pid)), spacesOf("self")]);
    expect(its.filter((space) => ours.includes(space))).toEqual([]);
    const bounds = await readFile(`/proc/${pid}/limits`, "utf8");
    expect(/^Max core file size +(\S+)/m.exec(bounds)?.[1]).toBe("0");
    expect(/^Max open files +(\S+)/m.exec(bounds)?.[1]).toBe("128");
    await sql.stop();
  });
});

describe("where there are no namespaces", () => {
  asRoot("it is another user, without rights", async () => {
    expect(await tryBehind(named("user"))).toMatchObject({ user, results: "done", others: "EPERM" });
  });

  it("Node.js lets its own code read and write no more than it needs, and start nothing", async () => {
    const flags = ["--permission", "--allow-addons", `--allow-fs-read=${codeOfWorker[0]}`];
    expect(await tryBehind(all.at(-1), flags)).toMatchObject({
      ours: "ERR_ACCESS_DENIED",
      root: "ERR_ACCESS_DENIED",
      write: "ERR_ACCESS_DENIED",
      shell: "ERR_ACCESS_DENIED",
    });
  });

  it("SQL is run all the same, and the log says what is missing, unless namespaces are required", async () => {
    const missing = (name: Walls["name"]) => named(name)?.missing;
    const lines: unknown[] = [];
    const log = createLogger("sql", "silent");
    jest.spyOn(log, "info").mockImplementation((line: unknown) => void lines.push(line));
    const broken: Walls = {
      name: "namespaces",
      missing: "",
      resultsOf: () => "",
      command: () => ["/bin/false"],
    };
    const own = all.at(-1);
    const options = {
      ...{ standby: 0, user, log, limits, walls: own ? [broken, own] : [] },
      ...{ settings: { memoryMb: 256, diskMb: 64, threads: 1 }, directory: join(directory, "least") },
    };
    const best = createProcessPool({ ...options, requiresNamespaces: false });
    await (await best.take()).end();
    await best.close();
    expect(lines).toEqual([{ walls: own?.name, missing: missing("limits") }]);
    const strict = createProcessPool({ ...options, requiresNamespaces: true });
    await expect(strict.take()).rejects.toThrow(
      "Expected walls behind which SQL processes can be started, found none.",
    );
    await strict.close();
  });
});

describe("a gateway that is killed", () => {
  it("takes its SQL with it, and its folders go with the next start", async () => {
    const folder = join(directory, "killed");
    const main = join(__dirname, "..", "..", "..", "test", "support", "sql", "take-process-main.js");
    const gateway = spawn(process.execPath, [main, folder], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise<void>((resolve) => {
      gateway.stdout.on("data", (piece: Buffer) => piece.toString().includes("running") && resolve());
    });
    const pids = sqlProcessesOf(gateway.pid ?? 0);
    expect(pids).toHaveLength(1);
    gateway.kill("SIGKILL");
    await eventually(async () => (pids.some(isAlive) ? undefined : true));
    expect(await readdir(folder)).toHaveLength(1);
    await openProcessFolders(folder, undefined);
    expect(await readdir(folder)).toEqual([]);
  });

  asRoot("so does one that does not run as root, behind namespaces of its own", async () => {
    const folder = join(directory, "ordinary");
    const main = join(__dirname, "..", "..", "..", "test", "support", "sql", "take-process-main.js");
    await chmod(directory, 0o777);
    const gateway = spawn(
      "setpriv",
      ["--reuid", "61234", "--regid", "61234", "--clear-groups", process.execPath, main, folder],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let told = "";
    await new Promise<void>((resolve) => {
      gateway.stdout.on("data", (piece: Buffer) => {
        told += piece.toString();
        if (told.includes("running")) resolve();
      });
    });
    const pids = sqlProcessesOf(gateway.pid ?? 0);
    gateway.kill("SIGKILL");
    await eventually(async () => (pids.some(isAlive) ? undefined : true));
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // It has gone.
    return false;
  }
}
