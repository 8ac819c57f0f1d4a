import type { TestProject } from "vitest/node";
import { findServices, type Services } from "./services.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    testServer: { adminUrl: string; template: string; prefix: string };
    services: Services;
  }
}

interface Shared {
  server: Promise<[Services, TestServer]>;
  projects: number;
}

// The integration and the flow project share one server. Each loads this module for itself, so what they share is
// kept outside of it; and two schema engines in one process would pull each other's memory from under them.
const place = globalThis as { killreportTestServer?: Shared };

export async function setup(project: TestProject): Promise<void> {
  const shared = (place.killreportTestServer ??= {
    server: open(),
    projects: 0,
  });
  shared.projects++;
  const [services, { adminUrl, template, prefix }] = await shared.server;
  project.provide("testServer", { adminUrl, template, prefix });
  project.provide("services", services);
}

export async function teardown(): Promise<void> {
  const shared = place.killreportTestServer;
  if (shared === undefined || --shared.projects > 0) return;
  delete place.killreportTestServer;
  const [, server] = await shared.server;
  await server.close();
}

async function open(): Promise<[Services, TestServer]> {
  const services = await findServices();
  return [services, await openTestServer()];
}
