import "../shared/base/process/check-node";
import "./config/environment";
import { runWhenAssigned } from "../shared/base/process/run-when-assigned";
// All that the gateway's process loads.
import "./gateway";
import "./run-gateway";

runWhenAssigned();
