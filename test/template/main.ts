import "../../shared/base/process/check-node";
import { runSubgraph } from "../../shared/kit/subgraph/run-subgraph";
import { libraries } from "./subgraph";

void runSubgraph(libraries);
