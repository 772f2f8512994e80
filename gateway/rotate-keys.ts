import "../shared/base/process/check-node";
import { type Environment, readConfig } from "../shared/base/config/read-config";
import { ensureKeys } from "../shared/http/identity/keys";
import {
  type RotationStep,
  rotateSigningKey,
  rotationSteps,
} from "../shared/http/identity/rotate-signing-key";
import { readSigningKeys } from "../shared/http/identity/signing-keys";
import { dataDirectory, privateKeyFile } from "./config/gateway-variables";

const steps = Object.keys(rotationSteps);

/** When the step after one may be made. */
const next: Record<RotationStep, string> = {
  prepare:
    "When every subgraph has read the new public key (files are looked at every second, the gateway's address for a key that is not known), go on with the step switch.",
  switch: "The last token of the old key ends in a minute. Then go on with the step retire.",
  retire: "The old key is taken by nobody any more.",
};

/**
 * `npm run rotate-keys -- prepare|switch|retire`: one step on the file that internal tokens are signed by.
 * Gives what to tell. Throws an error whose message is one line.
 */
export async function rotateKeys([step, ...others]: string[], environment: Environment): Promise<string> {
  if (!isStep(step) || others.length > 0)
    throw new Error(`Expected one of ${steps.join(", ")}; got ${[step, ...others].join(" ") || "none"}.`);
  const { DATA_DIRECTORY, INTERNAL_TOKEN_PRIVATE_KEY_FILE: given } = readConfig(
    { DATA_DIRECTORY: dataDirectory(), INTERNAL_TOKEN_PRIVATE_KEY_FILE: privateKeyFile() },
    environment,
  );
  const file = given ?? (await ensureKeys(DATA_DIRECTORY)).internalTokenPrivateKey;
  await rotateSigningKey(file, step);
  // The public halves beside it.
  if (given === undefined) await ensureKeys(DATA_DIRECTORY);
  const ids = readSigningKeys(file)
    .publicSet()
    .keys.map(({ kid }) => kid);
  return `Signs: ${ids[0]}. ${ids[1] === undefined ? "" : `Known besides: ${ids[1]}. `}${next[step]}`;
}

function isStep(text: string | undefined): text is RotationStep {
  return text !== undefined && steps.includes(text);
}

if (require.main === module)
  rotateKeys(process.argv.slice(2), process.env).then(
    (told) => console.log(told),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = 1;
    },
  );
