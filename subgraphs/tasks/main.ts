import "../../shared/process/check-node";
import { runSubgraph } from "../../shared/subgraph/run-subgraph";
import { tasks } from "./subgraph";

void runSubgraph(tasks);
