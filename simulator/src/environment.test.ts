import { expect, test } from "vitest";
import { parseEnvironment } from "./environment.ts";
import { startSimulator } from "./start-simulator.ts";
import { testSimulator } from "./testing/test-simulator.ts";

test("reads options from the environment, empty variables being none", () => {
  expect(
    parseEnvironment({
      SIMULATOR_PORT: "0",
      SIMULATOR_SEED: "",
      SIMULATOR_CLIENTS: '[{"id":"a","redirectUris":["http://localhost/cb"]}]',
      PATH: "/bin",
    }),
  ).toMatchObject({
    port: 0,
    seed: undefined,
    clients: [{ id: "a", redirectUris: ["http://localhost/cb"] }],
  });
});

test("names every problem at once", () => {
  expect(() =>
    parseEnvironment({
      SIMULATOR_PORT: "99999",
      SIMULATOR_DATA: "/does/not/exist",
    }),
  ).toThrow(
    /SIMULATOR_PORT[\s\S]*SIMULATOR_DATA|SIMULATOR_DATA[\s\S]*SIMULATOR_PORT/,
  );
  expect(() => parseEnvironment({ SIMULATOR_REPLAY: "60" })).toThrow(
    /needs SIMULATOR_DATA/,
  );
  expect(() => parseEnvironment({ SIMULATOR_CLIENTS: "nobody" })).toThrow(
    /must be JSON/,
  );
});

test("a taken port is an error that says so", async () => {
  const simulator = await testSimulator();
  await expect(startSimulator({ port: simulator.port })).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
});
