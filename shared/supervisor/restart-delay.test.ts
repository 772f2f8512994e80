import { problemOfNode } from "./node-version";
import { RestartDelay } from "./restart-delay";

it("restarts ever more slowly, and quickly again after a calm minute", () => {
  const delay = new RestartDelay();
  const delays = [0, 0, 0, 0, 0, 0, 0, 0, 60_000, 0].map((ranMs) => delay.next(ranMs));
  expect(delays).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 200, 400]);
});

it("says which Node.js is needed", () => {
  expect(["18.19.0", "20.11.0", "22.18.9", "22.19.0", "24.0.0"].map(problemOfNode)).toEqual([
    'Node.js 22.19 or later is needed, and this is 18.19.0: start with "npm start", which brings its own.',
    'Node.js 22.19 or later is needed, and this is 20.11.0: start with "npm start", which brings its own.',
    'Node.js 22.19 or later is needed, and this is 22.18.9: start with "npm start", which brings its own.',
    undefined,
    undefined,
  ]);
});
