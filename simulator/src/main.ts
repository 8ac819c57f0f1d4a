import { parseEnvironment } from "./environment.ts";
import { startSimulator } from "./start-simulator.ts";
import { usage } from "./usage.ts";

if (process.argv.includes("--help") || process.argv.includes("-h")) {
  console.log(usage);
} else {
  try {
    const simulator = await startSimulator(parseEnvironment(process.env));
    console.log(
      `New Eden is at ${simulator.url} (what it can do: ${simulator.url}/simulator)`,
    );
    console.log("Point a client at it:");
    console.log(`  EVE_SSO_URL=${simulator.services.sso}`);
    console.log(`  ESI_URL=${simulator.services.esi}`);
    console.log(`  IMAGES_URL=${simulator.services.images}`);
    console.log(`  STATIC_DATA_URL=${simulator.services.staticData}`);
    console.log(`  R2Z2_URL=${simulator.services.r2z2}`);
    console.log(`  ZKILLBOARD_URL=${simulator.services.zkillboard}`);
    console.log(`  EVEREF_URL=${simulator.services.everef}`);
    console.log(`  JANICE_URL=${simulator.services.janice}`);
    console.log(`  MUTAMARKET_URL=${simulator.services.mutamarket}`);
    console.log(
      `  client id ${simulator.demoClient.id}, secret ${simulator.demoClient.secret}`,
    );
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => {
        void simulator.stop().then(() => process.exit(0));
      });
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === "EADDRINUSE")
    return `Port ${port ?? ""} is taken by another program. Choose another one with SIMULATOR_PORT.`;
  return error.message;
}
