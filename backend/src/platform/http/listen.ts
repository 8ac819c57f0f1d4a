import type { AddressInfo } from "node:net";
import { RejectedError } from "../../kernel/index.ts";
import type { HttpServer } from "./create-http-server.ts";

/** Starts to listen and returns the port (another one than asked for only when that was 0). RejectedError when it can not. */
export async function listen(
  server: HttpServer,
  address: { port: number; host: string },
): Promise<number> {
  try {
    await server.listen(address);
  } catch (error) {
    throw explained(error, address.port) ?? error;
  }
  return (server.server.address() as AddressInfo).port;
}

function explained(error: unknown, port: number): RejectedError | null {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "EADDRINUSE")
    return new RejectedError(
      "PORT_TAKEN",
      `Port ${port} is taken by another program. Stop that one, or set PORT to a free one.`,
      { cause: error },
    );
  if (code === "EACCES")
    return new RejectedError(
      "PORT_FORBIDDEN",
      `Port ${port} needs more rights than this process has. Set PORT to one above 1023.`,
      { cause: error },
    );
  return null;
}
