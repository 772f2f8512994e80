import "../../base/process/check-node";
import { runWhenAssigned } from "../../base/process/run-when-assigned";
// All that every subgraph's process loads, which is most of the time that it takes to start.
import "./run-subgraph";

runWhenAssigned();
