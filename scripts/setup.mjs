// Makes a checkout ready: installs, generates, and with --page builds the page; only what changed since the last time.
// Plain JavaScript without dependencies, since nothing is installed when it runs first, and the host's own Node runs it.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const oldestNode = 20;
const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");
const projectNode = join(
  modules,
  "node/bin",
  process.platform === "win32" ? "node.exe" : "node",
);
const stampsFile = join(modules, ".cache/killreport/setup.json");

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  fail(
    `KillReport needs Node ${oldestNode} or newer to set itself up; this is ${process.version}. Get one at https://nodejs.org.`,
  );
}
if (process.argv.includes("--help")) {
  console.log(
    "Usage: node scripts/setup.mjs [--page]\n\nInstalls packages and generates code where needed; --page builds the web page too.",
  );
  process.exit(0);
}
install();
generate("prisma", {
  title: "Generating the database client",
  inputs: ["prisma", "prisma.config.mts"],
  accepts: (file) => file.endsWith(".prisma") || file.endsWith(".mts"),
  output: "backend/src/platform/database/generated/client.ts",
  command: ["node_modules/prisma/build/index.js", "generate"],
});
generate("codegen", {
  title: "Generating the page's query types",
  inputs: ["backend/schema.graphql", "frontend/src", "codegen.ts"],
  accepts: (file) => !file.includes("generated"),
  output: "frontend/src/graphql/generated/graphql.ts",
  command: [
    "node_modules/@graphql-codegen/cli/cjs/bin.js",
    "--config",
    "codegen.ts",
  ],
});
if (process.argv.includes("--page")) {
  generate("page", {
    title: "Building the page",
    inputs: ["backend/schema.graphql", "frontend"],
    accepts: (file) => !/frontend\/dist\//.test(file),
    output: "frontend/dist/index.html",
    command: ["node_modules/vite/bin/vite.js", "build", "frontend"],
  });
}

function install() {
  if (isInstalled()) return;
  console.log("Installing packages (once; this takes a minute or two)");
  const npm = process.env["npm_execpath"] ?? "";
  const isNpm = /npm-cli\.[cm]?js$/.test(npm);
  run(
    isNpm ? process.execPath : "npm",
    // Its warnings are about the host's Node, which only installs.
    [...(isNpm ? [npm] : []), "ci", "--include=dev", "--loglevel=error"],
    "The packages were not installed. Is the package registry reachable? npm's own words are above.",
  );
  if (!existsSync(projectNode)) {
    fail(
      "The packages are there, but the install scripts named in package.json (allowScripts) did not run, so Node 24 is missing. Allow them (npm config set ignore-scripts false), then delete node_modules and try again.",
    );
  }
  if (spawnSync(projectNode, ["--version"]).status !== 0) {
    fail(
      `The Node 24 that KillReport brings does not run on this platform (${process.platform} ${process.arch}; on Linux it needs glibc). Use Debian, Ubuntu, Fedora, macOS or Windows, or the Dockerfile.`,
    );
  }
}

/** npm lists what it installed in a file it writes at its very end; that list is compared, since times say nothing after a git checkout. */
function isInstalled() {
  const listed = readJson(join(modules, ".package-lock.json"))?.packages;
  if (listed === undefined || !existsSync(projectNode)) return false;
  const wanted = readJson(join(root, "package-lock.json"))?.packages ?? {};
  return Object.entries(wanted).every(
    ([path, { version, link, optional }]) =>
      !path.includes("node_modules/") ||
      link ||
      (listed[path] ? listed[path].version === version : optional),
  );
}

/** Runs a generator when what it reads, or the installed packages, changed since its last success. */
function generate(name, { title, inputs, accepts, output, command }) {
  const present = inputs.filter((input) => existsSync(join(root, input)));
  if (present.length < inputs.length || !existsSync(join(root, command[0]))) {
    return;
  }
  const stamps = readJson(stampsFile) ?? {};
  const stamp = hashOf(["package-lock.json", ...present], accepts);
  if (stamps[name] === stamp && existsSync(join(root, output))) return;
  console.log(title);
  run(projectNode, command, `${title} failed; the reason is above.`, {
    quiet: true,
  });
  mkdirSync(dirname(stampsFile), { recursive: true });
  writeFileSync(stampsFile, JSON.stringify({ ...stamps, [name]: stamp }));
}

function hashOf(inputs, accepts) {
  const hash = createHash("sha256");
  for (const input of inputs) {
    for (const file of filesOf(join(root, input))) {
      const path = relative(root, file).replaceAll("\\", "/");
      if (input !== "package-lock.json" && !accepts(path)) continue;
      hash.update(path).update("\0").update(readFileSync(file)).update("\0");
    }
  }
  return hash.digest("hex");
}

function filesOf(path) {
  const entries = tryReadFolder(path);
  if (entries === null) return [path];
  return entries
    .filter((entry) => entry !== "node_modules" && entry !== "dist")
    .sort()
    .flatMap((entry) => filesOf(join(path, entry)));
}

function tryReadFolder(path) {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error.code === "ENOTDIR") return null;
    throw error;
  }
}

function run(program, args, sentence, { quiet = false } = {}) {
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    stdio: quiet ? "pipe" : "inherit",
    // Only `npm` itself, which is a script on Windows, needs a shell.
    shell: process.platform === "win32" && program === "npm",
    env: {
      ...process.env,
      // Prisma would download an engine that is not used here; any existing file keeps it from doing so.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
  });
  if (status === 0) return;
  if (quiet) process.stderr.write(`${stdout ?? ""}${stderr ?? ""}\n`);
  fail(error ? `${sentence} (${error.message})` : sentence);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
