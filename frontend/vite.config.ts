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
  build: { outDir: "dist", emptyOutDir: true },
});
