import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const API = "http://localhost:4000";

export default defineConfig({
  plugins: [react()],
  server: {
    proxy: {
      "/graphql": { target: API, ws: true },
      "/auth": { target: API },
    },
  },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    rolldownOptions: {
      output: {
        // Libraries change rarely: in files of their own they stay in the browser's cache over our releases.
        codeSplitting: {
          groups: [
            {
              name: "react",
              test: /node_modules\/(react|react-dom|react-router|scheduler)\//,
            },
            {
              name: "graphql",
              test: /node_modules\/(@apollo|graphql|graphql-ws|rxjs|optimism|@wry)\//,
            },
          ],
        },
      },
    },
  },
});
