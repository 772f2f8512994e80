/*
 * `npm run setup`: installs what package-lock.json says, if that is not there yet, and builds. It runs before anything
 * is installed or compiled, and on whatever Node.js the machine has.
 */
const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { existsSync, readFileSync, rmSync } = require("node:fs");
const { connect, createServer } = require("node:net");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** Gives the exit code. */
function setUp() {
  // Not `npm install`, which may change package-lock.json. In production npm would leave out what builds.
  return (
    (isInstalled() ? 0 : step("Installing …", "ci", "--include=dev", "--loglevel=error")) ||
    (isBuilt() ? npm("run", "--silent", "build") : step("Building …", "run", "--silent", "build"))
  );
}

/** Says on stderr what takes a while: stdout is that of the command which comes next. */
function step(what, ...args) {
  console.error(what);
  return npm(...args);
}

/** Whether there is a build, which is brought up to date in a second or two. */
function isBuilt() {
  return existsSync(join(__dirname, "dist", ".tsbuildinfo"));
}

/** Whether npm's own note of what it has installed holds what package-lock.json says. */
function isInstalled() {
  const there = packagesOf("node_modules/.package-lock.json");
  return Object.entries(packagesOf("package-lock.json")).every(
    ([path, { version, optional }]) =>
      path === "" || (path in there ? there[path].version === version : optional === true),
  );
}

function packagesOf(file) {
  const path = join(__dirname, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).packages : {};
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
const id = createHash("sha256").update(`${__dirname} ${process.getuid?.()}`).digest("hex").slice(0, 12);
const socket =
  process.platform === "win32" ? `\\\\.\\pipe\\graph-setup-${id}` : join(tmpdir(), `graph-setup-${id}`);

function setUpAlone() {
  const holder = createServer();
  const work = () => {
    process.exitCode = setUp();
    holder.close();
  };
  // Where no socket can be had at all, say in a folder with too long a name, nobody waits.
  holder.once("error", (error) => (error.code === "EADDRINUSE" ? awaitOther() : work()));
  holder.listen(socket, work);
}

function awaitOther() {
  connect(socket)
    .on("connect", () => console.error("Another start installs or builds here; waiting for it."))
    .on("error", ({ code }) => {
      // Nobody listens: its holder was killed.
      if (code === "ECONNREFUSED") rmSync(socket, { force: true });
    })
    .on("close", setUpAlone);
}

setUpAlone();
