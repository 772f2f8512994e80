import "../../shared/base/process/check-node";
import { runSubgraph } from "../../shared/kit/subgraph/run-subgraph";
import { innovation } from "./subgraph";

void runSubgraph(innovation);
