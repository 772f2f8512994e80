import type { Environment } from "../config/read-config";
import type { Display, DisplayOutput } from "./display";
import { LiveDisplay } from "./live-display";
import { PlainDisplay } from "./plain-display";

/** Moves in place on a terminal; elsewhere plain lines, for a log or a pipe. */
export function createDisplay(output: DisplayOutput, environment: Environment): Display {
  if (output.isTTY !== true || environment.TERM === "dumb") return new PlainDisplay(output);
  return new LiveDisplay(output, (environment.NO_COLOR ?? "") === "");
}
