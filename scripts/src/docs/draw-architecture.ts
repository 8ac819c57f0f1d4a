import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectFolder } from "@killreport/backend/platform/config/index.ts";
import { fleet } from "@killreport/workers/fleet.ts";

/** The parts of docs/architecture.md that are read off the code, by the name of their place there. */
export async function drawArchitecture(): Promise<Record<string, string>> {
  return {
    features: drawFeatures(await findImports()),
    fleet: describeFleet(),
    rules: describeRules(),
  };
}

/** Puts the drawings between their markers. */
export function insertDrawings(
  text: string,
  drawings: Record<string, string>,
): string {
  return Object.entries(drawings).reduce(
    (before, [name, drawing]) =>
      before.replace(
        new RegExp(`(<!-- ${name} -->\n).*?(<!-- /${name} -->)`, "s"),
        (_all, open: string, close: string) =>
          `${open}\n${drawing}\n\n${close}`,
      ),
    text,
  );
}

interface Module {
  source: string;
  dependencies: { resolved: string }[];
}

async function findImports(): Promise<Module[]> {
  const folders = "^backend/src/(features|platform)/[^/]+";
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(
        projectFolder,
        "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs",
      ),
      "--no-config",
      "--ts-pre-compilation-deps",
      "--include-only",
      "^backend/src/(features|platform)/",
      "--exclude",
      "[.]test[.]ts$|/test-support/|/testing/|/generated/",
      "--collapse",
      folders,
      "--output-type",
      "json",
      "backend/src",
    ],
    { cwd: projectFolder, maxBuffer: 64 * 1024 * 1024 },
  );
  return (JSON.parse(stdout) as { modules: Module[] }).modules;
}

function drawFeatures(modules: readonly Module[]): string {
  const name = (path: string) => path.split("/").at(-1) ?? path;
  const isFeature = (path: string) => path.startsWith("backend/src/features/");
  const arrows = new Set<string>();
  const platforms = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules.filter(({ source: path }) =>
    isFeature(path),
  )) {
    for (const { resolved } of dependencies) {
      if (resolved === source) continue;
      if (isFeature(resolved))
        arrows.add(`  ${name(source)} --> ${name(resolved)}`);
      else {
        const known = platforms.get(name(source)) ?? new Set();
        platforms.set(name(source), known.add(name(resolved)));
      }
    }
  }
  const uses = [...platforms]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(
      ([feature, known]) => `| ${feature} | ${[...known].sort().join(", ")} |`,
    );
  return [
    "```mermaid",
    "flowchart LR",
    ...[...arrows].sort(),
    "```",
    "",
    "| feature | platform it uses |",
    "| --- | --- |",
    ...uses,
  ].join("\n");
}

function describeFleet(): string {
  return [
    "| process | tasks | at a time | one leads |",
    "| --- | --- | --- | --- |",
    ...fleet.map(
      ({ name, office, tasks, prefetch }) =>
        `| ${name} | ${tasks.join(", ")} | ${prefetch} | ${office === undefined ? "" : "yes"} |`,
    ),
  ].join("\n");
}

function describeRules(): string {
  const { forbidden } = createRequire(import.meta.url)(
    join(projectFolder, ".dependency-cruiser.cjs"),
  ) as { forbidden: { name: string; comment: string }[] };
  return forbidden
    .map(({ name, comment }) => `- \`${name}\`: ${comment}`)
    .join("\n");
}
