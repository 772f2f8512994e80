import { join } from "node:path";
import { runSupervisor } from "../../../shared/runner/supervisor/run-supervisor";

const standby = {
  command: [join(__dirname, "supervisor-stub-standby.js")],
  buildOf: () => "one",
  delayMs: 100,
};

/**
 * `npm start` in small: the real supervisor and PostgreSQL, with stand-ins for the gateway and two subgraphs.
 * STUB_DATABASE=durable has every commit on the disk before it returns, as `npm start` does.
 */
runSupervisor({
  subgraphs: [
    { name: "alpha", port: 0 },
    { name: "beta", port: 0 },
  ],
  commandOf: (name) => [join(__dirname, "supervisor-stub-child.js"), name],
  standbys: { subgraph: standby, gateway: standby },
  environment: process.env,
  output: process.stdout,
  fastDatabase: process.env.STUB_DATABASE !== "durable",
}).then((code) => process.exit(code));
