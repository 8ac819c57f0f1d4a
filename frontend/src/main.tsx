import "@mantine/core/styles.css";
import { ApolloProvider } from "@apollo/client/react";
import { MantineProvider } from "@mantine/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import { createCache } from "./app/cache.ts";
import { createRouter } from "./app/router.tsx";
import { cssVariables, theme } from "./app/theme.ts";
import { createApolloClient } from "./graphql/apollo-client.ts";
import {
  createLiveConnection,
  LiveConnectionContext,
} from "./graphql/live-connection.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with id root");

const connection = createLiveConnection();
const client = createApolloClient(createCache(), connection);
const router = createRouter();

createRoot(root).render(
  <StrictMode>
    <ApolloProvider client={client}>
      <LiveConnectionContext value={connection}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          defaultColorScheme="dark"
        >
          <RouterProvider router={router} />
        </MantineProvider>
      </LiveConnectionContext>
    </ApolloProvider>
  </StrictMode>,
);
