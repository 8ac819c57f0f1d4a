import type { TestProject } from "vitest/node";
import { findServices, type Services } from "./services.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    testServer: { adminUrl: string; template: string; prefix: string };
    services: Services;
  }
}

// The integration and the flow project share one server.
let shared: Promise<[Services, TestServer]> | null = null;
let projects = 0;

export async function setup(project: TestProject): Promise<void> {
  projects++;
  shared ??= open();
  const [services, { adminUrl, template, prefix }] = await shared;
  project.provide("testServer", { adminUrl, template, prefix });
  project.provide("services", services);
}

export async function teardown(): Promise<void> {
  projects--;
  if (projects > 0 || shared === null) return;
  const [, server] = await shared;
  shared = null;
  await server.close();
}

async function open(): Promise<[Services, TestServer]> {
  const services = await findServices();
  return [services, await openTestServer()];
}
