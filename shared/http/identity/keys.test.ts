import { ConfigurationError } from "../../base/config/read-config";
import { ensureKeys } from "./keys";

it("says in one line that keys cannot be made where nothing can be written", async () => {
  const refused = await ensureKeys("/dev/null").catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ConfigurationError);
  expect(String(refused)).toMatch(
    /^ConfigurationError: The keys in \/dev\/null\/keys cannot be made or read \(.*EEXIST.*\): make the folder writable for this process, or set DATA_DIRECTORY to another\.$/,
  );
});
