import { describe, expect, test } from "vitest";
import { service } from "../../../../../../tests/support/services.ts";
import { until } from "../../../../../../tests/support/until.ts";
import { silentLogger } from "../../../../kernel/index.ts";
import { createRabbitMqDriver } from "./create-rabbitmq-driver.ts";

describe.skipIf(service("rabbitmq") === null)(
  "a RabbitMQ that is there",
  () => {
    test.each([
      [
        "another password",
        (url: URL) => (url.password = "wrong"),
        /refuses the user or password of RABBITMQ_URL/,
      ],
      [
        "a virtual host that is not there",
        (url: URL) => (url.pathname = "/killreport-nowhere"),
        /no such virtual host as the path of RABBITMQ_URL names/,
      ],
    ])(
      "says what is wrong with %s, and is tried again",
      async (_, spoil, sentence) => {
        const url = new URL(service("rabbitmq") ?? "");
        spoil(url);
        const errors: string[] = [];
        const driver = createRabbitMqDriver({
          url: url.href,
          log: {
            ...silentLogger,
            error: (_fields, message) => void errors.push(message),
          },
        });
        await until("it was tried twice", () => errors.length > 1);
        for (const error of errors) expect(error).toMatch(sentence);
        await driver.close();
      },
    );
  },
);
