import type { ChildProcess } from "node:child_process";
import { execFileSync, type SpawnOptions, spawn } from "node:child_process";

/** Network namespaces of Linux as hosts of their own, joined by a bridge as by a switch. */
export interface NetworkHosts {
  /** The address at which all of them reach this process's own network. */
  readonly gatewayAddress: string;
  /** Makes another host, with an address of its own. */
  add(): NetworkHost;
  /** Takes all of them back. What still runs there is to be ended before. */
  remove(): void;
}

export interface NetworkHost {
  address: string;
  /** Starts a program there, with nothing of this process's environment. */
  spawn(command: string, args: readonly string[], options: SpawnOptions): ChildProcess;
}

/** Private addresses that nothing else of a machine is likely to have (RFC 2544: networks of benchmarks). */
const network = "198.18.77";
const name = `graph${process.pid}`;

const ip = (...args: string[]) => execFileSync("ip", args, { stdio: ["ignore", "pipe", "pipe"] });

/** Makes the bridge. Throws, in words, where this is not Linux, not run as root, or iproute2 is not there. */
export function createNetworkHosts(): NetworkHosts {
  const bridge = `${name}b`.slice(-15);
  try {
    ip("link", "add", bridge, "type", "bridge");
  } catch (cause) {
    throw new Error("Expected to be root on Linux with iproute2: hosts are made as network namespaces.", {
      cause,
    });
  }
  const hosts: string[] = [];
  const remove = () => {
    for (const host of hosts.splice(0)) ip("netns", "delete", host);
    ip("link", "delete", bridge);
  };
  try {
    ip("address", "add", `${network}.1/24`, "dev", bridge);
    ip("link", "set", bridge, "up");
  } catch (error) {
    remove();
    throw error;
  }
  return {
    gatewayAddress: `${network}.1`,
    add() {
      const number = hosts.length + 2;
      const host = `${name}-${number}`;
      const address = `${network}.${number}`;
      const [outside, inside] = [`${name}o${number}`.slice(-15), `${name}i${number}`.slice(-15)];
      ip("netns", "add", host);
      hosts.push(host);
      ip("link", "add", outside, "type", "veth", "peer", "name", inside, "netns", host);
      ip("link", "set", outside, "master", bridge, "up");
      ip("-n", host, "address", "add", `${address}/24`, "dev", inside);
      ip("-n", host, "link", "set", inside, "up");
      ip("-n", host, "link", "set", "lo", "up");
      return {
        address,
        spawn: (command, args, options) => spawn("ip", ["netns", "exec", host, command, ...args], options),
      };
    },
    remove,
  };
}
