/**
 * Imported before anything of Apollo's, which reads these variables while it is loaded: without the
 * first it reports to its maker over the network, without the second it shows query plans to clients.
 */
process.env.APOLLO_TELEMETRY_DISABLED = "1";
process.env.NODE_ENV ??= "production";
