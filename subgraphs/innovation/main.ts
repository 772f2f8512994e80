import "../../shared/process/check-node";
import { runSubgraph } from "../../shared/subgraph/run-subgraph";
import { innovation } from "./subgraph";

void runSubgraph(innovation);
