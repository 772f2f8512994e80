import { runWhenAssigned } from "../../../shared/base/process/run-when-assigned";

/** What a stand-in for a subgraph tells of itself when it was a standby before. */
process.env.STUB_STANDBY_URL = "a standby";
runWhenAssigned();
