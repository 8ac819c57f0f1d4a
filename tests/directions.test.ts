import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectFolder } from "../backend/src/platform/config/index.ts";

const configFile = join(projectFolder, ".dependency-cruiser.cjs");
const { forbidden } = createRequire(import.meta.url)(configFile) as {
  forbidden: { name: string }[];
};

const feature = "backend/src/features";
const platform = "backend/src/platform";

/** For each rule one import that breaks it: who imports what. */
const breaches: Record<string, [from: string, to: string]> = {
  "no-circles": [`${platform}/esi/one.ts`, `${platform}/esi/two.ts`],
  resolvable: [`${platform}/esi/lost.ts`, "./nowhere.ts"],
  "kernel-is-pure": ["backend/src/kernel/clock.ts", `${platform}/esi/index.ts`],
  "platform-knows-no-feature": [
    `${platform}/esi/curious.ts`,
    `${feature}/killmails/index.ts`,
  ],
  "feature-knows-no-process": [
    `${feature}/killmails/serve.ts`,
    "backend/src/api/server.ts",
  ],
  "features-have-one-door": [
    `${feature}/accounts/peek.ts`,
    `${feature}/killmails/store.ts`,
  ],
  "graphql-knows-graphql": [
    `${feature}/accounts/rule.ts`,
    `${feature}/killmails/graphql.ts`,
  ],
  "features-are-entered-by-their-door": [
    "workers/main.ts",
    `${feature}/killmails/store.ts`,
  ],
  "simulator-is-not-for-production": [
    "workers/scheduler.ts",
    "simulator/src/index.ts",
  ],
  "simulator-stands-alone": [
    "simulator/src/sso.ts",
    "backend/src/kernel/index.ts",
  ],
  "page-stands-alone": ["frontend/src/app.tsx", "backend/src/kernel/index.ts"],
  "nobody-imports-the-page": [
    "backend/src/api/page.ts",
    "frontend/src/main.tsx",
  ],
  "nobody-imports-tests": [
    `${feature}/killmails/fixture.ts`,
    "tests/support/database.ts",
  ],
  "only-platform-database": [`${feature}/killmails/sql.ts`, "pg"],
  "only-platform-queue": [`${feature}/killmails/queue.ts`, "amqplib"],
  "only-platform-cache": [`${feature}/killmails/keep.ts`, "ioredis"],
  "only-platform-pubsub": [`${feature}/killmails/redis.ts`, "ioredis"],
  "only-platform-rate-limit": ["workers/count.ts", "ioredis"],
  "only-platform-sso": [`${feature}/accounts/jwt.ts`, "jose"],
  "only-platform-graphql": [`${feature}/killmails/types.ts`, "graphql-yoga"],
  "only-platform-http": ["workers/listen.ts", "fastify"],
  "only-platform-config": ["scripts/src/read.ts", "dotenv"],
  "only-platform-log": ["workers/log.ts", "pino"],
  "only-platform-archives": [`${feature}/history/unpack.ts`, "tar-stream"],
  "only-platform-metrics": [`${feature}/killmails/count.ts`, "prom-client"],
  "only-platform-xml": [`${feature}/killmails/document.ts`, "sax"],
};

let folder: string;
let violations: { from: string; rule: { name: string } }[];

// One checkout in which every rule is broken, cruised once with the real rules.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "killreport-directions-"));
  const imports = new Map<string, string[]>();
  for (const [from, to] of Object.values(breaches)) {
    if (to.includes("/") && !to.startsWith("."))
      imports.set(to, imports.get(to) ?? []);
    imports.set(from, [...(imports.get(from) ?? []), specifier(from, to)]);
  }
  imports.set(`${platform}/esi/two.ts`, ["./one.ts"]);
  for (const [file, specifiers] of imports) {
    const lines = specifiers.map((one) => `import "${one}";`);
    await put(file, [...lines, "export {};"].join("\n"));
  }
  for (const name of new Set(Object.values(breaches).map(([, to]) => to))) {
    if (/^[a-z-]+$/.test(name)) {
      await put(`node_modules/${name}/index.js`, "");
      await put(
        `node_modules/${name}/package.json`,
        JSON.stringify({ name, main: "index.js" }),
      );
    }
  }
  violations = await cruise();
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test("every rule is broken here", () => {
  expect(Object.keys(breaches).sort()).toEqual(
    forbidden.map(({ name }) => name).sort(),
  );
});

test.each(Object.entries(breaches))("%s refuses its breach", (rule, [from]) => {
  expect(violations).toContainEqual(
    expect.objectContaining({
      from,
      rule: expect.objectContaining({ name: rule }) as object,
    }),
  );
});

function specifier(from: string, to: string): string {
  if (to.startsWith(".") || !to.includes("/")) return to;
  return `${"../".repeat(dirname(from).split("/").length)}${to}`;
}

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

async function cruise(): Promise<typeof violations> {
  const program = join(projectFolder, "node_modules/dependency-cruiser/bin");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(program, "dependency-cruiser.mjs"),
      "--config",
      configFile,
      "--output-type",
      "json",
      ...["backend", "workers", "simulator", "scripts", "frontend", "tests"],
    ],
    { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: unknown) => {
    // Its exit code is the number of violations.
    return error as { stdout: string };
  });
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: typeof violations };
  };
  return summary.violations;
}
