/*
 * `npm run setup`: installs what package-lock.json says, if that is not there yet, and builds. It runs before anything
 * is installed or compiled, and on whatever Node.js the machine has.
 */
const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { existsSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { connect, createServer } = require("node:net");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** What was installed last. It lies in node_modules, so that it goes when that goes. */
const marker = join(__dirname, "node_modules", ".installed");

/** Gives the exit code. */
function setUp() {
  const lock = readFileSync(join(__dirname, "package-lock.json"), "utf8");
  const wanted = `${process.platform} ${process.arch}\n${lock}`;
  if (!existsSync(marker) || readFileSync(marker, "utf8") !== wanted) {
    // Not `npm install`, which may change package-lock.json.
    const code = npm("ci", "--loglevel=error");
    if (code !== 0) return code;
    writeFileSync(marker, wanted);
  }
  return npm("run", "--silent", "build");
}

/** Runs the npm that runs this. */
function npm(...args) {
  const { status } = spawnSync(process.execPath, [process.env.npm_execpath, ...args], { stdio: "inherit" });
  return status === null ? 1 : status;
}

/*
 * Two starts at once would install into one folder. So a socket is held meanwhile: whoever finds it taken waits for
 * the end of its connection, which the system ends however its holder does.
 */
const id = createHash("sha256").update(__dirname).digest("hex").slice(0, 12);
const socket = process.platform === "win32" ? `\\\\.\\pipe\\graph-setup-${id}` : join(tmpdir(), `graph-setup-${id}`);

function setUpAlone() {
  const holder = createServer();
  holder.once("error", (error) => {
    if (error.code !== "EADDRINUSE") throw error;
    connect(socket)
      .on("connect", () => console.error("Another start installs or builds here; waiting for it."))
      // Nobody listens: its holder was killed.
      .on("error", () => rmSync(socket, { force: true }))
      .on("close", setUpAlone);
  });
  holder.listen(socket, () => {
    process.exitCode = setUp();
    holder.close();
  });
}

setUpAlone();
