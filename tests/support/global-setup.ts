import type { TestProject } from "vitest/node";
import { openTestServer, type TestServer } from "./test-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    testServer: { adminUrl: string; template: string; prefix: string };
  }
}

// The integration and the flow project share one server.
let shared: Promise<TestServer> | null = null;
let projects = 0;

export async function setup(project: TestProject): Promise<void> {
  projects++;
  shared ??= openTestServer();
  const { adminUrl, template, prefix } = await shared;
  project.provide("testServer", { adminUrl, template, prefix });
}

export async function teardown(): Promise<void> {
  projects--;
  if (projects > 0 || shared === null) return;
  const server = await shared;
  shared = null;
  await server.close();
}
