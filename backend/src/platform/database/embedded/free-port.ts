import { createServer } from "node:net";

export async function findFreePort(): Promise<number> {
  const port = await listen(0);
  if (port === null) throw new Error("No port is free on 127.0.0.1");
  return port;
}

export async function isPortFree(port: number): Promise<boolean> {
  return (await listen(port)) !== null;
}

/** The port it could listen on, null when taken. */
function listen(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const found =
        typeof address === "object" ? (address?.port ?? null) : null;
      server.close(() => resolve(found));
    });
  });
}
