import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { RequestRecord } from "./request-record.ts";

export interface Deliveries {
  connectionOf(socket: Socket): number;
  /** Notes on the record what becomes of the answer. */
  follow(record: RequestRecord, socket: Socket, response: ServerResponse): void;
}

interface Connection {
  number: number;
  /** The last answers on it: a kept connection may serve for hours. */
  recent: RequestRecord[];
}

const keptPerConnection = 50;

/**
 * Whether answers arrived. The last byte handed over counts as delivered, unless the connection is
 * then reset: that is how the system tells that a process died without having read everything.
 */
export function createDeliveries(): Deliveries {
  const connections = new WeakMap<Socket, Connection>();
  let lastNumber = 0;

  const connectionAt = (socket: Socket): Connection => {
    const known = connections.get(socket);
    if (known) return known;
    const fresh: Connection = { number: ++lastNumber, recent: [] };
    connections.set(socket, fresh);
    let isReset = false;
    socket.on("error", () => (isReset = true));
    socket.once("close", (hadError) => {
      const last = fresh.recent.at(-1);
      if ((isReset || hadError) && last) last.isDelivered = false;
      for (const record of fresh.recent)
        record.connectionClosedAtMs = Date.now();
    });
    return fresh;
  };

  return {
    connectionOf: (socket) => connectionAt(socket).number,
    follow(record, socket, response) {
      const { recent } = connectionAt(socket);
      recent.push(record);
      if (recent.length > keptPerConnection) recent.shift();
      response.once("finish", () => {
        if (socket.destroyed) return;
        record.isDelivered = true;
        record.answeredAtMs = Date.now();
      });
    },
  };
}
