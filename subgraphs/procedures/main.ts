import "../../shared/process/check-node";
import { runSubgraph } from "../../shared/subgraph/run-subgraph";
import { procedures } from "./subgraph";

void runSubgraph(procedures);
