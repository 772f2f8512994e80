import { type ChildProcess, spawn } from "node:child_process";
import { fromRoot } from "../../shared/base/project/project-root";
import { preparePython } from "../analysts/prepare-python";
import { runProgram } from "../analysts/run-program";

/** A subgraph of test/foreign/ in another language. */
export interface ForeignSubgraph {
  name: string;
  owner: string;
  /** Its folder, with `gateway.json` and `labels.vi.json`. */
  folder: string;
  /** Holds its verification of tokens to the vectors. Throws with what differs. */
  checkVectors(): Promise<string>;
  /** What it is started by. */
  command: string[];
}

/** Of the languages that are installed here, ready to be started; what is left out is told. */
export async function prepareForeign(): Promise<ForeignSubgraph[]> {
  const prepared = [await preparePythons()];
  if (await isThere("go", "version")) prepared.push(await prepareGo());
  else console.log("parks was left out: there is no Go here.");
  return prepared;
}

const vectors = fromRoot("test", "foreign", "vectors", "internal-tokens.json");

async function preparePythons(): Promise<ForeignSubgraph> {
  const folder = fromRoot("test", "foreign", "python");
  const python = await preparePython({
    environment: fromRoot(".foreign", "python"),
    requirements: fromRoot("test", "foreign", "python", "requirements.txt"),
  });
  return {
    ...{ name: "heritage", owner: "SVHTT", folder },
    checkVectors: () => runProgram(python, ["check_vectors.py", vectors], { cwd: folder }),
    command: [python, fromRoot("test", "foreign", "python", "serve.py")],
  };
}

async function prepareGo(): Promise<ForeignSubgraph> {
  const folder = fromRoot("test", "foreign", "go");
  const program = fromRoot(".foreign", "parks");
  await runProgram("go", ["tool", "gqlgen", "generate"], { cwd: folder });
  await runProgram("go", ["build", "-o", program, "."], { cwd: folder });
  return {
    ...{ name: "parks", owner: "SXD", folder },
    checkVectors: () => runProgram("go", ["test", "./token"], { cwd: folder }),
    command: [program],
  };
}

/** A process of one, until it is killed. */
export interface ForeignProcess {
  /** kill -9. */
  kill(): Promise<void>;
}

/** Starts it, and waits until it says that it is ready. Throws with its last words when it ends before. */
export async function startForeign(
  { name, command: [program = "", ...args] }: ForeignSubgraph,
  port: number,
  keysUrl: string,
): Promise<ForeignProcess> {
  const env = { ...process.env, PORT: String(port), GATEWAY_KEYS_URL: keysUrl };
  const child: ChildProcess = spawn(program, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr?.on("data", (bytes) => {
    said = `${said}${bytes}`.slice(-10_000);
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`Expected ${name} to serve; it ended: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health/ready`).then(
    ({ status }) => status === 200,
    () => false,
  );
}

function isThere(program: string, word: string): Promise<boolean> {
  return runProgram(program, [word]).then(
    () => true,
    () => false,
  );
}
