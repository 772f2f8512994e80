import "../../shared/base/process/check-node";
import { runSubgraph } from "../../shared/kit/subgraph/run-subgraph";
import { tasks } from "./subgraph";

void runSubgraph(tasks);
