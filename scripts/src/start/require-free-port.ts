import { createServer } from "node:net";
import { RejectedError } from "@killreport/backend/kernel/index.ts";

/** RejectedError with the variable to set when nobody can listen there. */
export async function requireFreePort(
  port: number,
  variable: string,
): Promise<void> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  server.once("error", reject);
  server.listen(port, () => {
    server.close(() => resolve(undefined));
  });
  try {
    await promise;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const sentence =
      code === "EADDRINUSE"
        ? `Port ${port} is taken, perhaps by another KillReport. Stop that program, or choose another port: ${variable}=${port + 1} npm start`
        : `Port ${port} can not be used (${message}). Choose another one: ${variable}=${port + 1000} npm start`;
    throw new RejectedError("PORT_TAKEN", sentence, { cause: error });
  }
}
