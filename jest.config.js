// Far from Hanoi, so that a day that leans on the machine's zone shows itself.
process.env.TZ = "America/New_York";

/** Tests run the compiled files, the same that are served: `npm run build` comes first. */
module.exports = {
  rootDir: "dist",
  testMatch: ["**/*.test.js"],
  testEnvironment: "node",
  testTimeout: 60_000,
  maxWorkers: 2,
  globalSetup: "<rootDir>/test/support/global-setup.js",
  globalTeardown: "<rootDir>/test/support/global-teardown.js",
  reporters: ["default", "<rootDir>/test/support/failed-tests-reporter.js"],
  // jest cannot require ES modules: these ship nothing else.
  transform: {
    "node_modules/(jose|graphql-request|sql-template-tag|hyparquet)/.+\\.js$": [
      "@swc/jest",
      { module: { type: "commonjs" } },
    ],
  },
  transformIgnorePatterns: ["/node_modules/(?!(jose|graphql-request|sql-template-tag|hyparquet)/)"],
};
