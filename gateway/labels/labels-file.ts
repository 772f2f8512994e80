import { fromRoot } from "../../shared/base/project/project-root";

/** Where the labels of the composed graph are committed. */
export const labelsFile = fromRoot("gateway", "labels.vi.json");
