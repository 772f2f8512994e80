import { readFileSync } from "node:fs";
import { fromRoot } from "../../../shared/base/project/project-root";
import type { FederationCase } from "../../graph/federation.cases";

/** The queries of README.md, each with the answer that stands below it. */
export function readmeCases(): FederationCase[] {
  const text = readFileSync(fromRoot("README.md"), "utf8");
  const pairs = text.matchAll(/```graphql\n([\s\S]+?)```\s+```json\n([\s\S]+?)```/g);
  return [...pairs].map(([, query = "", answer = ""], at) => ({
    name: `answers query ${at + 1} of README.md as it says`,
    query,
    expected: JSON.parse(answer),
  }));
}
