import "../../shared/base/process/check-node";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { unusedPort } from "../support/processes/unused-port";
import { type FollowedImage, followContainerfile, openImage } from "./follow-containerfile";

/**
 * `npm run image-steps`: follows deploy/Containerfile in an empty folder, and runs what comes of it as the image would: as
 * its user, who writes to /data alone. The gateway has no subgraphs then: it lives, is not ready, says what it runs, and
 * ends when it is told to.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "graph-image-"));
  try {
    const begun = performance.now();
    const image = followContainerfile(folder, (line) => console.log(line));
    openImage(image, folder);
    const megabytes = Number(execFileSync("du", ["-sm", image.root], { encoding: "utf8" }).split("\t")[0]);
    console.log(`The image is ${megabytes} MB besides its base, made in ${seconds(begun)}.`);
    await tryGateway(image);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function tryGateway(image: FollowedImage): Promise<void> {
  const [port, metricsPort] = [await unusedPort(), await unusedPort()];
  const { uid, gid } = image.user;
  const options = {
    cwd: join(image.root, image.workingDirectory),
    env: {
      ...image.environment,
      ...{ PATH: process.env.PATH, GATEWAY_PORT: String(port), METRICS_PORT: String(metricsPort) },
      ...{ HEALTH_PORT: String(port), DATA_DIRECTORY: join(image.root, "data"), HOST: "127.0.0.1" },
    },
    // Who is not root cannot be somebody else.
    ...(process.getuid?.() === 0 && { uid, gid }),
  };
  const files = () =>
    execFileSync("find", [image.root, "-newer", join(image.root, "data"), "-type", "f"], {
      encoding: "utf8",
    });
  const before = files();
  const [, ...entry] = [...image.entrypoint, ...image.command];
  const gateway = spawn(process.execPath, entry, { ...options, stdio: ["ignore", "ignore", "inherit"] });
  const ended = once(gateway, "exit");
  try {
    const isHealthy = () => spawnSync(process.execPath, image.healthCommand.slice(1), options).status === 0;
    for (let tries = 0; !isHealthy(); tries += 1) {
      if (tries > 100 || gateway.exitCode !== null)
        throw new Error("Expected the gateway to live; it does not.");
      await pause(200);
    }
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`);
    const version = await fetch(`http://127.0.0.1:${metricsPort}/version`);
    console.log(
      `It lives as user ${uid}: /health/ready ${ready.status}, /version ${await version.text()}`.trim(),
    );
    gateway.kill("SIGTERM");
    const [code] = await ended;
    const written = files()
      .split("\n")
      .filter((file) => !before.includes(file) && !file.startsWith(join(image.root, "data")));
    if (ready.status !== 503 || code !== 0 || written.length > 0)
      throw new Error(
        `Expected 503, the exit code 0, and nothing written; got ${ready.status}, ${code}, ${written.join(" ")}.`,
      );
    console.log("It ended when it was told to, and wrote to /data alone.");
  } finally {
    gateway.kill("SIGKILL");
  }
}

function seconds(begun: number): string {
  return `${Math.round((performance.now() - begun) / 1000)} s`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
