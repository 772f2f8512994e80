import "../../shared/process/check-node";
import { runSubgraph } from "../../shared/subgraph/run-subgraph";
import { libraries } from "./subgraph";

void runSubgraph(libraries);
