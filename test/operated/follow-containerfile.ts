import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { fromRoot } from "../../shared/base/project/project-root";
import { readContainerfile } from "./read-containerfile";

/** What an image would be, as folders of this machine. */
export interface FollowedImage {
  /** Where the root of the image is. */
  root: string;
  workingDirectory: string;
  environment: Record<string, string>;
  /** Whom it runs as, and what with. */
  user: { uid: number; gid: number };
  entrypoint: string[];
  command: string[];
  healthCommand: string[];
}

/**
 * Does what the Containerfile says below a folder, each stage in a folder of its own: COPY copies, RUN runs, with this
 * machine's system and the project's Node.js in the place of the base image. What Git tracks is the context.
 */
export function followContainerfile(folder: string, log: (line: string) => void): FollowedImage {
  const context = join(folder, "context");
  copyTracked(context);
  const roots = new Map<string, string>();
  let image: FollowedImage | undefined;
  readContainerfile(readFileSync(fromRoot("deploy", "Containerfile"), "utf8")).forEach(
    ({ name, steps }, at) => {
      const root = join(folder, `stage-${at}`);
      if (name !== "") roots.set(name, root);
      image = { ...emptyImage, root, environment: {} };
      for (const { instruction, text } of steps) {
        log(`${instruction} ${text.slice(0, 100)}`);
        const inside = (path: string) =>
          join(root, path.startsWith("/") ? path : join(image?.workingDirectory ?? "/", path));
        switch (instruction) {
          case "WORKDIR":
            mkdirSync(join(root, text), { recursive: true });
            image.workingDirectory = text;
            break;
          case "COPY": {
            const [, stage, rest = ""] = /^(?:--from=(\w+)\s+)?(.*)$/.exec(text) ?? [];
            const parts = rest.split(/\s+/);
            const target = inside(parts.pop() ?? "");
            const from = stage === undefined ? context : (roots.get(stage) ?? fail(`a stage ${stage}`));
            for (const source of parts) copy(join(from, source), target, rest.endsWith("/"));
            break;
          }
          case "RUN":
            run(text, root, image);
            break;
          case "ENV":
            Object.assign(
              image.environment,
              Object.fromEntries(text.split(/\s+/).map((pair) => pair.split("=", 2))),
            );
            break;
          case "USER": {
            const [uid = 0, gid = 0] = text.split(":").map(Number);
            image.user = { uid, gid };
            break;
          }
          case "ENTRYPOINT":
            image.entrypoint = JSON.parse(text);
            break;
          case "CMD":
            image.command = JSON.parse(text);
            break;
          case "HEALTHCHECK":
            image.healthCommand = JSON.parse(text.slice(text.indexOf("[")));
            break;
          case "EXPOSE":
          case "STOPSIGNAL":
          case "VOLUME":
            break;
          default:
            fail(`an instruction that is known; got ${instruction}`);
        }
      }
    },
  );
  return image ?? fail("a stage");
}

const emptyImage: FollowedImage = {
  ...{ root: "", workingDirectory: "/", environment: {}, user: { uid: 0, gid: 0 } },
  ...{ entrypoint: [], command: [], healthCommand: [] },
};

function copyTracked(target: string): void {
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: fromRoot(),
    encoding: "utf8",
  });
  for (const file of files.split("\0").filter((name) => name !== "")) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(fromRoot(file), join(target, file));
  }
}

/** As COPY does: of a folder its content, of a file itself, into a folder where the target ends with a slash. */
function copy(source: string, target: string, isInto: boolean): void {
  const isFolder = statSync(source).isDirectory();
  const to = !isFolder && isInto ? join(target, basename(source)) : target;
  mkdirSync(dirname(to), { recursive: true });
  cpSync(source, to, { recursive: true, verbatimSymlinks: true });
}

/** Folders at the root of the image are below ours; everything else is this machine's. */
function run(text: string, root: string, { workingDirectory, environment }: FollowedImage): void {
  const here = text.replace(/(^|\s)\/data\b/g, `$1${join(root, "data")}`);
  // The image has Node.js and npm of its own.
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const home = join(root, "root");
  mkdirSync(home, { recursive: true });
  const { status } = spawnSync("sh", ["-c", here], {
    cwd: join(root, workingDirectory),
    // Certificates and proxies by which this machine reaches the registry are its own.
    env: { ...process.env, ...environment, PATH: path, HOME: home, npm_config_cache: join(home, ".npm") },
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) fail(`RUN ${text} to end well; it ended with ${status}`);
}

/** Lets whoever runs the image reach it, and write to `/data` alone. */
export function openImage(image: FollowedImage, folder: string): void {
  for (let at = join(image.root, image.workingDirectory); at.startsWith(folder); at = dirname(at))
    chmodSync(at, 0o755);
  const data = join(image.root, "data");
  mkdirSync(data, { recursive: true });
  if (process.getuid?.() === 0) chownSync(data, image.user.uid, image.user.gid);
}

function fail(expected: string): never {
  throw new Error(`Expected ${expected}.`);
}
