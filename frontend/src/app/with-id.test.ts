import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, test } from "vitest";
import { withId } from "./with-id.tsx";

function show(address: string): string {
  const Component = withId(() => createElement("p", null, "the character"));
  const router = createMemoryRouter([{ path: "character/:id", Component }], {
    initialEntries: [address],
  });
  return renderToStaticMarkup(
    createElement(
      MantineProvider,
      null,
      createElement(RouterProvider, { router }),
    ),
  );
}

test("an address whose id is none leads to the page for addresses that lead nowhere", () => {
  expect(show("/character/2112625428")).toContain("the character");
  for (const id of ["abc", "0", "99999999999999999"]) {
    const html = show(`/character/${id}`);
    expect(html).toContain("There is no page here");
    expect(html).not.toContain("the character");
  }
});
